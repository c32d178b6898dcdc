import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const METRICS = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"] as const;
const PROMISED_SCORE = 95;
/** Odd: the one in the middle counts. */
const ROUNDS = 3;

export interface LighthouseFigures {
  path: string;
  /** Of 100, in the order of the categories: performance, accessibility, best practices. */
  scores: number[];
  /** Largest contentful paint, total blocking time and cumulative layout shift, as Lighthouse writes them. */
  metrics: string[];
  /** What could be better, in words. */
  failed: string[];
  /** Whether no score is below what was promised. */
  isGood: boolean;
}

/** Looks at pages with an empty cache, on a simulated line of 10 Mbit/s and 40 ms, in the session of the browser. */
export async function measureLighthouse({
  baseUrl,
  port,
  paths,
}: {
  baseUrl: string;
  /** Where the browser is debugged. */
  port: number;
  paths: readonly string[];
}): Promise<LighthouseFigures[]> {
  const pages: LighthouseFigures[] = [];
  for (const path of paths) {
    const rounds: LighthouseFigures[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await look({ baseUrl, port, path }));
    const performanceOf = ({ scores }: LighthouseFigures) => scores[0] ?? 0;
    const middle = rounds.toSorted((a, b) => performanceOf(a) - performanceOf(b))[Math.floor(ROUNDS / 2)];
    if (middle !== undefined) pages.push(middle);
  }
  return pages;
}

/** One round. */
export async function look({
  baseUrl,
  port,
  path,
}: {
  baseUrl: string;
  port: number;
  path: string;
}): Promise<LighthouseFigures> {
  const result = await lighthouse(
    `${baseUrl}${path}`,
    { port, disableStorageReset: true, onlyCategories: [...CATEGORIES], logLevel: "error" },
    desktopConfig,
  );
  if (result === undefined) throw new Error(`${path} could not be measured`);
  const { categories, audits } = result.lhr;
  const scores = CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100));
  return {
    path,
    scores,
    metrics: METRICS.map((name) => audits[name]?.displayValue ?? "–"),
    failed: Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0)
      .map(({ id, title }) => `${id}: ${title}`),
    isGood: scores.every((score) => score >= PROMISED_SCORE),
  };
}
