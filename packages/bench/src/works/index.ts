import type { Work } from "../work.ts";
import { api } from "./api.ts";
import { dueTimes } from "./due-times.ts";
import { execute } from "./execute.ts";
import { fire } from "./fire.ts";
import { plan } from "./plan.ts";
import { planStored } from "./plan-stored.ts";
import { storage } from "./storage.ts";
import { sustained } from "./sustained.ts";
import { watch } from "./watch.ts";

/** In the order in which they are run. */
export const WORKS: readonly Work[] = [
  plan,
  planStored,
  fire,
  execute,
  api,
  watch,
  sustained,
  storage,
  dueTimes,
];

/** The works of these names; all of them without any. @throws Error when there is no such work */
export function selectWorks(names: readonly string[]): readonly Work[] {
  if (names.length === 0) return WORKS;
  return names.map((name) => {
    const work = WORKS.find((candidate) => candidate.name === name);
    if (work !== undefined) return work;
    throw new Error(`there is no work "${name}"; the works are: ${WORKS.map((one) => one.name).join(", ")}`);
  });
}
