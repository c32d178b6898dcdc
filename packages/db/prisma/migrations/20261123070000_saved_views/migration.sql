-- CreateEnum
CREATE TYPE "view_page" AS ENUM ('SCHEDULES', 'RUNS');

-- CreateTable
CREATE TABLE "saved_views" (
    "user_id" UUID NOT NULL,
    "page" "view_page" NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("user_id","page","name")
);

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
