/** Every setting with a wrong value gets one sentence that names it, says what to do, and does not reveal the value. */

import { describe, expect, test } from 'vitest';
import { addressFault, placeOf } from './database-address';
import { readEnv } from './env';
import { ConfigError } from './policy';
import { settings } from './settings/all';

const hidden = 'Hidden9Value';
const whole = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.test',
  DATABASE_URL: 'postgres://u:p@db/x',
  SESSION_SECRET: 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A',
};

function problemsOf(change: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv({ ...whole, ...change });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const addresses = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_LISTEN_URL'].flatMap((name) =>
  [
    `db:5432/${hidden}`,
    `mysql://u:${hidden}@db/x`,
    `postgres://u:${hidden}@db:port/x`,
    `postgres://u:${hidden}@db:99999/x`,
    `postgres://u:${hidden}#tail@db/x`,
    `postgres://u:${hidden}%@db/x`,
    `postgres://u:${hidden}/tail@db/x`,
  ].map((value): [string, string] => [name, value]),
);

const wrong: [name: string, value: string | undefined][] = [
  ...addresses,
  ['APP_URL', undefined],
  ['APP_URL', `https://app.test/${hidden}`],
  ['APP_URL', hidden],
  ['APP_URL', `http://${hidden}.test`],
  ['SESSION_SECRET', undefined],
  ['SESSION_SECRET', hidden],
  ['SESSION_SECRET', `${hidden}!${hidden}`],
  ['SESSION_SECRET', 'AbCx'.repeat(11)],
  ['SESSION_SECRET', `${whole.SESSION_SECRET},${whole.SESSION_SECRET}`],
  ['SESSION_SECRET', `change-me-${hidden}`],
  ['SMTP_URL', `mail.example.com:${hidden}`],
  ['SMTP_URL', `https://u:${hidden}@mail.example.com`],
  ['MAIL_FROM', hidden],
  ['MAIL_FROM', `a@example.com, ${hidden}@example.com`],
  ['TRUSTED_PROXY_HOPS', hidden],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['TRUSTED_PROXY_HOPS', '11'],
  ['TRUSTED_PROXY_HOPS', '1.5'],
  ['LOG_LEVEL', hidden],
  ['BREACHED_PASSWORDS_URL', hidden],
  ['BREACHED_PASSWORDS_URL', `https://example.com/${hidden}`],
  ['SECRET_SCANNING_KEYS_URL', hidden],
  ['SECRET_SCANNING_KEYS_URL', `http://${hidden}.test/keys`],
  ['SECRET_SCANNING_KEYS_URL', `https://u:${hidden}@keys.test`],
  ['GOOGLE_CLIENT_ID', hidden],
  ['GOOGLE_CLIENT_SECRET', hidden],
  ['GITHUB_CLIENT_ID', hidden],
  ['GITHUB_CLIENT_SECRET', hidden],
  ['GOOGLE_ISSUER', `http://${hidden}.test`],
  ['GITHUB_URL', hidden],
  ['GITHUB_API_URL', `https://u:${hidden}@api.test`],
  ...Object.values(settings).flatMap(({ env }): [string, string][] => [
    [env, hidden],
    [env, '0'],
    [env, '-5'],
  ]),
];

/** What a remedy looks like: what the value has to be, an example, or what to do. */
const mend =
  /must be |such as |: (make|lower|raise|leave|set|the address|\w+ is set, and one needs the other)/;

test.each(wrong)('%s=%s is told in one sentence with what to do', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(mend);
  expect(problems[0]).toContain(name.replace(/_(ID|SECRET)$/, ''));
  expect(problems[0]).not.toContain(hidden);
  expect(problems[0]).not.toContain('\n');
});

describe('the address of a database', () => {
  test.each([
    'postgres://u:p@db/x',
    'postgresql://u:p%40ss@db.example.com:6543/x?sslmode=require',
    'postgres://u:p@first:5432,second:5433/x',
    'postgres://u:p@[::1]:5432/x',
    'postgres:///x?host=/var/run/postgresql',
  ])('may be %s', (address) => {
    expect(addressFault('DATABASE_URL', address)).toBeUndefined();
  });

  test('shows where it leads, and never the password', () => {
    expect(placeOf('postgres://the%20user:p%40ss@first:5432,second:5433/shop')).toEqual({
      host: 'first',
      port: '5432',
      user: 'the user',
      database: 'shop',
    });
    expect(placeOf('postgres://u@db/')).toEqual({ host: 'db', port: '5432', user: 'u', database: '' });
  });
});
