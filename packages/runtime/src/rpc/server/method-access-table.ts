import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { METHOD_ACCESSES, type MethodAccess } from "@repo/core";
import { StartupError } from "../../startup-error.ts";

/** Who may call each method of a service; a method without an entry does not compile. */
export interface ServiceAccess {
  readonly desc: DescService;
  readonly accessOf: (method: DescMethod) => MethodAccess | undefined;
}

export function serviceAccess<S extends DescService>(
  desc: S,
  table: { readonly [Name in keyof S["method"]]: MethodAccess },
): ServiceAccess {
  const byName = new Map<string, unknown>(Object.entries(table));
  return {
    desc,
    accessOf: ({ localName }) => METHOD_ACCESSES.find((access) => access === byName.get(localName)),
  };
}

/**
 * The access of every method of these services, by `package.Service/Method`.
 *
 * @throws StartupError naming the methods that nobody has decided about
 */
export function methodAccessTable(
  services: readonly DescService[],
  access: readonly ServiceAccess[],
): ReadonlyMap<string, MethodAccess> {
  const table = new Map<string, MethodAccess>();
  const undecided: string[] = [];
  for (const desc of services) {
    const decided = access.find((entry) => entry.desc.typeName === desc.typeName);
    for (const method of desc.methods) {
      const name = `${desc.typeName}/${method.name}`;
      const methodAccess = decided?.accessOf(method);
      if (methodAccess === undefined) undecided.push(name);
      else table.set(name, methodAccess);
    }
  }
  if (undecided.length === 0) return table;
  throw new StartupError(
    `nobody has decided who may call ${undecided.join(", ")}: add it to the access table`,
  );
}
