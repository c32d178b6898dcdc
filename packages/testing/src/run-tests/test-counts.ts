export interface TestCounts {
  passed: number;
  failed: number;
}

/**
 * Reads the counts off the output of `bun test`: the lines "12 pass" and "1 fail", and "1 error" for a file that
 * could not even be loaded. A run that ended badly without a word about it (a crash) counts as one failed test.
 */
export function countTests(lines: readonly string[], exitCode: number | null): TestCounts {
  const count = (word: RegExp) =>
    lines.reduce((sum, line) => sum + Number(Bun.stripANSI(line).trim().match(word)?.[1] ?? 0), 0);
  const passed = count(/^(\d+) pass$/);
  const failed = count(/^(\d+) fail$/) + count(/^(\d+) errors?$/);
  const hasFailedSilently = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: hasFailedSilently ? 1 : failed };
}
