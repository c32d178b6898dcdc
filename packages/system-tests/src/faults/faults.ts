import { setTimeout as sleep } from "node:timers/promises";
import type { FaultProxy } from "@repo/testing";
import type { ServiceProcess } from "../system/index.ts";
import type { Form, Stage } from "./scenario.ts";

/** How long a server is away. */
export const OUTAGE_MS: Readonly<Record<Form, number>> = { short: 8_000, long: 30_000 };

/** How long a dead process stays away before something like Kubernetes starts it again. */
const RESTART_AFTER_MS = 1_000;

const JUST_AFTER_MS = 150;

/** Kills random ones of the processes at random moments of the load, and starts each again. */
export async function killAtRandom(stage: Stage, victims: readonly ServiceProcess[]): Promise<void> {
  const { random, form } = stage;
  const kills = form === "short" ? 3 : 12;
  for (let i = 0; i < kills; i++) {
    await stage.untilShare((i + 0.2 + random.next() * 0.4) / (kills + 0.5));
    const victim = random.pick(victims);
    // every other kill hits a victim at work, the others come at any moment
    if (i % 2 === 0) await untilWorkIsInHand();
    stage.faultBegins(`SIGKILL ${victim.name}`);
    await victim.kill();
    await sleep(RESTART_AFTER_MS);
    await victim.start();
    stage.faultEnds();
  }
}

/** Most is due on the whole second: just after it a worker has something in hand. */
async function untilWorkIsInHand(): Promise<void> {
  await sleep(1_000 - (Date.now() % 1_000) + JUST_AFTER_MS);
}

/** Freezes a process in the middle of its work for a while. */
export async function freeze(stage: Stage, victim: ServiceProcess, forMs: number): Promise<void> {
  await stage.untilShare(0.15 + stage.random.next() * 0.1);
  await untilWorkIsInHand();
  stage.faultBegins(`SIGSTOP ${victim.name} for ${forMs} ms`);
  victim.freeze();
  await sleep(forMs);
  victim.thaw();
  stage.faultEnds();
}

/** Lets a process die at a named point, at a random pass, and starts it again. */
export async function crashAtPoint(
  stage: Stage,
  victim: ServiceProcess,
  { point, maxPass }: { point: string; maxPass: number },
): Promise<void> {
  const { random, form, startAt, endAt } = stage;
  const rounds = form === "short" ? 1 : 3;
  for (let i = 0; i < rounds; i++) {
    const crashPoint = `${point}:${random.integer(1, maxPass + 1)}`;
    stage.faultBegins(`${victim.name} will crash at ${crashPoint}`);
    await victim.stop();
    await victim.start({ environment: { CRASH_POINT: crashPoint } });
    await victim.waitForCrash(endAt.getTime() - startAt.getTime());
    await victim.start();
    stage.faultEnds();
  }
}

/** Makes a server unreachable for a while: its connections break and no new one can be made. */
export async function cutOff(stage: Stage, what: string, proxy: FaultProxy): Promise<void> {
  await stage.untilShare(0.2);
  stage.faultBegins(`${what} is unreachable`);
  await proxy.refuse();
  proxy.cut();
  await sleep(OUTAGE_MS[stage.form]);
  await proxy.heal();
  stage.faultEnds();
}

/** Makes a server a black hole for a while: connections stay open and nothing comes through. Then they break. */
export async function stallThenCut(stage: Stage, what: string, proxy: FaultProxy): Promise<void> {
  await stage.untilShare(0.2);
  stage.faultBegins(`nothing comes through to ${what}`);
  proxy.stall();
  await sleep(OUTAGE_MS[stage.form]);
  proxy.cut();
  await proxy.heal();
  stage.faultEnds();
}
