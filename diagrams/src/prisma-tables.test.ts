import { expect, test } from "bun:test";
import { parseTables } from "./prisma-tables.ts";

const SCHEMA = `
enum PetKind {
  CAT
  DOG

  @@map("pet_kind")
}

/// Who has pets.
model Owner {
  id   String @id @db.Uuid
  pets Pet[]

  @@map("owners")
}

model Pet {
  ownerId String    @map("owner_id") @db.Uuid
  /// Unique per owner.
  name    String
  kind    PetKind?
  tags    String[]
  bornAt  DateTime? @map("born_at") @db.Timestamptz(3)
  owner   Owner     @relation(fields: [ownerId], references: [id])

  @@id([ownerId, name])
  @@index([kind])
}
`;

test("tables, columns and keys have the names and types of the database; relations are no columns", () => {
  expect(parseTables(SCHEMA)).toEqual([
    { name: "owners", columns: [{ name: "id", type: "uuid", key: true }] },
    {
      name: "Pet",
      columns: [
        { name: "owner_id", type: "uuid", key: true },
        { name: "name", type: "text", key: true },
        { name: "kind", type: "pet_kind?", key: false },
        { name: "tags", type: "text[]", key: false },
        { name: "born_at", type: "timestamptz?", key: false },
      ],
    },
  ]);
});
