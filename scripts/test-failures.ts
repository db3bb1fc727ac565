/** What failed and why, from the reports of the two test runners: a long log is often read from its end. */

const LINES_EACH = 12;
const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
  }[];
};
type PlaywrightSpec = {
  title: string;
  file: string;
  line: number;
  ok: boolean;
  tests: { results: { error?: { message?: string } }[] }[];
};
type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] };
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

export function vitestFailures(report: VitestReport): string[] {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [failure(file.name, file.message)];
    return failed.map((test) => failure(`${file.name}: ${test.fullName}`, test.failureMessages?.[0]));
  });
}

export function playwrightFailures(report: PlaywrightReport): string[] {
  const failed = report.suites.flatMap(specsIn).filter((spec) => !spec.ok);
  return [
    ...failed.map((spec) => failure(`${spec.file}:${spec.line}: ${spec.title}`, firstError(spec))),
    ...report.errors.map((error) => failure('outside of any test', error.message)),
  ];
}

const specsIn = (suite: PlaywrightSuite): PlaywrightSpec[] => [
  ...(suite.specs ?? []),
  ...(suite.suites ?? []).flatMap(specsIn),
];

const firstError = (spec: PlaywrightSpec) =>
  spec.tests.flatMap((test) => test.results).find((result) => result.error)?.error?.message;

function failure(name: string, reason = 'no reason given'): string {
  const lines = reason.replaceAll(COLOURS, '').trim().split('\n').slice(0, LINES_EACH);
  return [`✗ ${name}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** For a step that wrote no report: the end of its output. */
export const endOf = (output: string) => output.trimEnd().split('\n').slice(-LINES_EACH).join('\n');
