import { mayBeSentTo, type Target } from "@repo/core";
import { TargetError } from "./target-error.ts";
import type { ResolvedSecret, TargetContext } from "./target-handler.ts";
import { type JsonValue, parseTemplate } from "./template.ts";

/** Finds the secrets of these names; those that do not exist are left out. */
export type SecretSource = (names: readonly string[]) => Promise<ResolvedSecret[]>;

const PREFIX = "secrets.";

/** The secrets that the target's templates and the payload name. @throws TargetError when a template is not understood */
export function secretNamesOf(target: Target, payload: TargetContext["payload"]): string[] {
  // most texts are no templates at all, and most attempts have none
  const texts = [...textsOf(payload), ...templatesOf(target)].filter((text) => text.includes(PREFIX));
  if (texts.length === 0) return [];
  const names = texts
    .flatMap(parseTemplate)
    .flatMap((part) =>
      "name" in part && part.name.startsWith(PREFIX) ? [part.name.slice(PREFIX.length)] : [],
    );
  return [...new Set(names)];
}

function templatesOf(target: Target): string[] {
  switch (target.type) {
    case "noop":
    case "handler":
      return [];
    case "command":
      return [...target.argv, ...Object.values(target.environment)];
    case "grpc":
      return [...Object.values(target.metadata), target.request ?? ""];
    case "http":
      return [...Object.values(target.headers), target.body ?? ""];
    case "kubernetesJob":
      return [...target.command, ...target.args, ...target.env.flatMap(({ value }) => value ?? [])];
  }
}

/** @throws TargetError naming the first that is missing */
export async function resolveSecrets(
  names: readonly string[],
  source: SecretSource | undefined,
): Promise<ResolvedSecret[]> {
  if (names.length === 0) return [];
  const secrets = (await source?.(names)) ?? [];
  const missing = names.find((name) => !secrets.some((secret) => secret.name === name));
  if (missing === undefined) return secrets;
  throw new TargetError(`there is no secret named "${missing}"; an administrator can store it`);
}

/** Keeps a schedule from sending a secret to a host that it was not stored for. @throws TargetError */
export function checkSecretHosts(secrets: readonly ResolvedSecret[], host: string): void {
  const refused = secrets.find(({ hosts }) => !mayBeSentTo(hosts, host));
  if (refused === undefined) return;
  throw new TargetError(
    `the secret ${refused.name} may not be sent to ${host}, only to ${refused.hosts.join(", ")}`,
  );
}

/** What a secret's hosts must name before programs on the worker's machine are given it. */
const THIS_MACHINE = "localhost";

/** A program can send what it is given anywhere, so an administrator must have allowed that by name. @throws TargetError */
export function checkSecretsStayHere(secrets: readonly ResolvedSecret[], receiver: string): void {
  const refused = secrets.find(({ hosts }) => !hosts.includes(THIS_MACHINE));
  if (refused === undefined) return;
  throw new TargetError(
    `the secret ${refused.name} may not be given to ${receiver}, only sent to ${refused.hosts.join(", ")}; an administrator can add ${THIS_MACHINE} to its hosts`,
  );
}

function* textsOf(value: JsonValue | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) yield* textsOf(item);
  }
}
