/** How many tests passed and failed, from the reports that the two test runners write. */

import { readFileSync } from 'node:fs';

export type Count = { readonly passed: number; readonly failed: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};
type PlaywrightReport = { stats: { expected: number; flaky: number; unexpected: number }; errors: unknown[] };

/** A file that cannot even be read holds no test that could fail, so it counts as one itself. */
export function vitestCount(report: VitestReport): Count {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

export function playwrightCount({ stats, errors }: PlaywrightReport): Count {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/** A step that failed without naming a test is counted as one failure: the sum never says 0 for a red run. */
export function stepCount(reported: Count | undefined, ok: boolean): Count {
  const { passed, failed } = reported ?? { passed: 0, failed: 0 };
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

/** Undefined when there is no report, as after a crash. */
export function readReport<Report, Found>(path: string, read: (report: Report) => Found): Found | undefined {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export function sumLine(counts: readonly Count[]): string {
  const sum = (pick: (count: Count) => number) => counts.reduce((total, count) => total + pick(count), 0);
  return `${sum((count) => count.passed)} passed, ${sum((count) => count.failed)} failed`;
}
