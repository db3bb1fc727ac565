import { expect, test } from 'vitest';
import { playwrightCount, readReport, stepCount, sumLine, vitestCount } from './test-counts';

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) });

test('a test file that does not load counts as one failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [file('failed', 6), file('failed', 0)],
  };
  expect(vitestCount(report)).toEqual({ passed: 5, failed: 2 });
});

test('a browser test that passes at the second try has passed', () => {
  const report = { stats: { expected: 7, flaky: 1, unexpected: 2 }, errors: [] };
  expect(playwrightCount(report)).toEqual({ passed: 8, failed: 2 });
});

test('a red step without a failed test is one failure, with some it is those', () => {
  expect(stepCount(undefined, false)).toEqual({ passed: 0, failed: 1 });
  expect(stepCount({ passed: 3, failed: 2 }, false)).toEqual({ passed: 3, failed: 2 });
  expect(stepCount({ passed: 3, failed: 0 }, true)).toEqual({ passed: 3, failed: 0 });
});

test('a report that is not there is no report', () => {
  expect(readReport('/nowhere/report.json', vitestCount)).toBeUndefined();
});

test('the last line is the plain sum', () => {
  expect(
    sumLine([
      { passed: 120, failed: 0 },
      { passed: 3, failed: 0 },
    ]),
  ).toBe('123 passed, 0 failed');
});
