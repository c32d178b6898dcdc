import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { messageOf, storableMessage } from "../storable-json.ts";
import { TargetError } from "../target-error.ts";

/** The files of a server's description, by their name. */
export type DescribedFiles = ReadonlyMap<string, FileDescriptorProto>;

/** A file that another imports and that is not there yet. */
export function firstMissing(files: DescribedFiles): string | undefined {
  for (const { dependency } of files.values()) {
    const missing = dependency.find((name) => !files.has(name));
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** Everything that a service needs. @param authority the server, for people. @throws TargetError when it is not described */
export function registryOf(service: string, files: DescribedFiles, authority: string): FileRegistry {
  const last = service.slice(service.lastIndexOf(".") + 1);
  const packageName = service.slice(0, Math.max(0, service.length - last.length - 1));
  const file = [...files.values()].find(
    (each) => each.package === packageName && each.service.some(({ name }) => name === last),
  );
  if (file === undefined) throw new TargetError(`rpc: ${authority} has no service ${service}`);
  try {
    return createFileRegistry(create(FileDescriptorSetSchema, { file: importsFirst(file, files) }));
  } catch (error) {
    throw new TargetError(
      storableMessage(`rpc: what ${authority} says of ${service} cannot be read: ${messageOf(error)}`),
    );
  }
}

function importsFirst(
  file: FileDescriptorProto,
  files: DescribedFiles,
  seen: Set<string> = new Set(),
): FileDescriptorProto[] {
  if (seen.has(file.name)) return [];
  seen.add(file.name);
  const imported = file.dependency.flatMap((name) => {
    const found = files.get(name);
    return found === undefined ? [] : importsFirst(found, files, seen);
  });
  return [...imported, file];
}
