import { expect, test } from 'vitest';
import { ConfigError, parsePolicy } from './policy';

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parsePolicy(source);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test.each([
  [{ AUDIT_RETENTION: '30d' }, []],
  [{ AUDIT_RETENTION: '2592001s' }, []],
  [{ AUDIT_RETENTION: '2591999s' }, ['AUDIT_RETENTION is under 30d: raise it']],
  [{ ADDRESS_RETENTION: '1d' }, []],
  [{ ADDRESS_RETENTION: '86401s' }, []],
  [{ ADDRESS_RETENTION: '86399s' }, ['ADDRESS_RETENTION is under 1d: raise it']],
])('what the database would refuse to forget stops the boot: %o', (source, problems) => {
  expect(problemsOf(source as Record<string, string>)).toEqual(problems);
});

test('the message about problems has one line for each', () => {
  expect(new ConfigError(['A is wrong', 'B is wrong']).message).toBe(
    'The configuration has problems:\n  - A is wrong\n  - B is wrong',
  );
});
