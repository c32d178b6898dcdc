-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "queue_shards" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "redis_epoch" DROP NOT NULL;

-- AlterTable
ALTER TABLE "processes" ADD COLUMN     "queues" TEXT[];
