import type { Role } from "@repo/core";
import { encodeRole } from "@repo/proto";
import type { System } from "./start-system.ts";

export interface Person {
  username: string;
  oneTimePassword: string;
}

export function uniqueName(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

/** A user who has never signed in. */
export async function createPerson({ users }: System, role: Role = "VIEWER"): Promise<Person> {
  const username = uniqueName("user");
  const { oneTimePassword } = await users.createUser({ username, role: encodeRole(role) });
  return { username, oneTimePassword };
}
