import { describe, expect, test } from "bun:test";
import type { TestContext } from "../context.ts";
import { type LighthouseFigures, look } from "../measure/measure-lighthouse.ts";
import { openMeasuringBrowser } from "../measure/measuring-browser.ts";

/** What else the machine does makes a page slower, never quicker: one good round is enough. */
const ROUNDS = 3;

export function testLighthouse(context: TestContext): void {
  describe("Lighthouse", () => {
    test.each(["/", "/schedules"])(
      "gives %s at least 95 for performance, accessibility and best practices",
      async (path) => {
        const { system } = context;
        await using browser = await openMeasuringBrowser(system);
        const rounds: LighthouseFigures[] = [];
        while (rounds.length < ROUNDS && !rounds.some(({ isGood }) => isGood)) {
          rounds.push(await look({ baseUrl: system.baseUrl, port: browser.port, path }));
        }
        for (const { scores, metrics } of rounds) {
          process.stdout.write(`  ${scores.join(", ")}; ${metrics.join(", ")}  ${path}\n`);
        }
        expect(rounds.at(-1)).toMatchObject({ isGood: true });
      },
      180_000,
    );
  });
}
