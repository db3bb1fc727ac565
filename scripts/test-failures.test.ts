import { expect, test } from 'vitest';
import { endOf, playwrightFailures, vitestFailures } from './test-failures';

const esc = String.fromCharCode(27);

test('each failed unit test is named with its file and the first of what it says', () => {
  const passed = { status: 'passed', fullName: 'holds', failureMessages: [] };
  const failed = {
    status: 'failed',
    fullName: 'breaks',
    failureMessages: [`${esc}[31mexpected 1${esc}[39m\n  at x`],
  };
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'failed', assertionResults: [passed, failed] },
      { name: 'b.test.ts', status: 'failed', message: 'cannot load', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [passed] },
    ],
  };
  expect(vitestFailures(report)).toEqual([
    '✗ a.test.ts: breaks\n    expected 1\n      at x',
    '✗ b.test.ts\n    cannot load',
  ]);
});

test('each failed browser test is named by place, and one that passed at its second try is not', () => {
  const spec = (title: string, ok: boolean, message?: string) => ({
    title,
    file: 'e2e/x.spec.ts',
    line: 7,
    ok,
    tests: [{ results: [{ error: message ? { message } : undefined }, {}] }],
  });
  const report = {
    suites: [{ suites: [{ specs: [spec('red', false, 'no such button'), spec('flaky', true, 'late')] }] }],
    errors: [{ message: 'the server did not start' }],
  };
  expect(playwrightFailures(report)).toEqual([
    '✗ e2e/x.spec.ts:7: red\n    no such button',
    '✗ outside of any test\n    the server did not start',
  ]);
});

test('a long reason is cut after twelve lines, and so is a long output before them', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`).join('\n');
  const report = { testResults: [{ name: 'a', status: 'failed', message: lines, assertionResults: [] }] };
  expect(vitestFailures(report)[0]?.split('\n')).toHaveLength(13);
  expect(endOf(`${lines}\n`).split('\n')[0]).toBe('line 19');
});
