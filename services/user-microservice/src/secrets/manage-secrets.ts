import { type Actor, fieldChanges, type NewSecret, type Secret } from "@repo/core";
import { deleteSecret, findSecret, insertAuditEvent, putSecret } from "@repo/db";
import { secretContextOf } from "@repo/runtime/auth";
import type { Dependencies } from "../dependencies.ts";

/** Encrypts and stores a secret. @throws DomainError RESOURCE_EXHAUSTED */
export function storeSecret(
  { database, keyring }: Dependencies,
  { name, description, hosts, value }: NewSecret,
  actor: Actor,
): Promise<Secret> {
  const sealed = keyring.seal(value, secretContextOf(name));
  return database.transaction(async (sql) => {
    const before = await findSecret(sql, name);
    const after = await putSecret(sql, { name, description, hosts, value: sealed, updatedBy: actor.name });
    const changes = [
      ...fieldChanges(before && shownOf(before), shownOf(after)),
      { field: "value", before: before ? "hidden" : "", after: "hidden" },
    ];
    await insertAuditEvent(sql, { actor, action: "SECRET_STORED", subject: { id: name, name }, changes });
    return after;
  });
}

/** @throws DomainError NOT_FOUND */
export async function removeSecret({ database }: Dependencies, name: string, actor: Actor): Promise<void> {
  await database.transaction(async (sql) => {
    const deleted = await deleteSecret(sql, name);
    await insertAuditEvent(sql, {
      actor,
      action: "SECRET_DELETED",
      subject: { id: name, name },
      changes: fieldChanges(shownOf(deleted), undefined),
    });
  });
}

function shownOf({ description, hosts }: Secret) {
  return { description, hosts };
}
