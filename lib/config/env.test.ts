import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readEnv } from './env';
import { ConfigError } from './policy';

/** Fixed, so that a test never gets a random one that happens to spell a word. */
const one = 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A';
const two = '3b1f0c9d8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c';
const whole = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.test',
  DATABASE_URL: 'postgres://u:pw-of-db@db/x',
  SESSION_SECRET: one,
};

/** 32 bytes, with this many different ones. */
const bytes = (different: number) => Buffer.from(Array.from({ length: 32 }, (_, n) => (n % different) * 7));

const wrongAddress = (name: string) =>
  `${name} must be a postgres:// address, such as postgres://user:password@host:5432/database (in a password, %40 stands for @)`;

type Change = Record<string, string | undefined>;

function messageOf(change: Change): string {
  try {
    readEnv({ ...whole, ...change });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no problem';
}

const problemsOf = (change: Change) =>
  messageOf(change)
    .split('\n')
    .slice(1)
    .map((line) => line.replace('  - ', ''));

test('the listener goes the way of the others unless it has an address of its own', () => {
  const own = 'postgres://u:pw@db:5433/x';
  expect(readEnv(whole).databaseListenUrl).toBe(whole.DATABASE_URL);
  expect(readEnv({ ...whole, DATABASE_LISTEN_URL: own }).databaseListenUrl).toBe(own);
  expect(problemsOf({ DATABASE_LISTEN_URL: 'db:5433' })).toEqual([wrongAddress('DATABASE_LISTEN_URL')]);
});

test('a whole environment is read', () => {
  const env = readEnv(whole);
  expect(env.appUrl.origin).toBe('https://app.test');
  expect(env).toMatchObject({
    databaseUrl: 'postgres://u:pw-of-db@db/x',
    sessionSecrets: [one],
    trustedProxyHops: 0,
    logLevel: 'info',
    production: true,
  });
  expect(env.policy.idleTimeout).toBe(1800);
});

describe('SESSION_SECRET', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['missing', undefined, /^SESSION_SECRET is missing/],
    ['empty', '', /^SESSION_SECRET is missing/],
    ['only commas', ' , ,', /^SESSION_SECRET is missing/],
    ['31 bytes in base64url', one.slice(0, 42), /^SESSION_SECRET holds 31 bytes; it needs at least 32/],
    ['31 bytes in hex', two.slice(0, 62), /^SESSION_SECRET holds 31 bytes; it needs at least 32/],
    ['31 characters', one.slice(0, 31), /^SESSION_SECRET holds 23 bytes/],
    [
      'a placeholder',
      'change-me-change-me-change-me-change-me-change-me',
      /^SESSION_SECRET is a placeholder/,
    ],
    ['another placeholder', `replace_me_${one}`, /^SESSION_SECRET is a placeholder/],
    ['32 times a', 'a'.repeat(32), /^SESSION_SECRET holds 16 bytes/],
    ['64 times a', 'a'.repeat(64), /^SESSION_SECRET repeats itself/],
    ['four characters over and over', 'AbCx'.repeat(11), /^SESSION_SECRET repeats itself/],
    [
      'eleven capitals over and over',
      'ABCDEFGHIJK'.repeat(4),
      /^SESSION_SECRET must be written in hex, base64 or base64url/,
    ],
    ['nineteen different bytes', bytes(19).toString('base64'), /^SESSION_SECRET repeats itself/],
    ['nineteen different bytes in hex', bytes(19).toString('hex'), /^SESSION_SECRET repeats itself/],
    ['the hex digits four times', '0123456789abcdef'.repeat(4), /^SESSION_SECRET repeats itself/],
    [
      'the alphabet twice',
      'abcdefghijklmnopqrstuvwxyz'.repeat(2),
      /^SESSION_SECRET must be written in hex, base64 or base64url/,
    ],
    [
      'a phrase in small letters',
      'correct-horse-battery-staple-and-some-more-letters',
      /^SESSION_SECRET must be written in hex, base64 or base64url/,
    ],
    [
      'a phrase in capitals',
      'CORRECT-HORSE-BATTERY-STAPLE-AND-SOME-MORE-LETTERS',
      /^SESSION_SECRET must be written in hex, base64 or base64url/,
    ],
    [
      'words with spaces',
      'correct horse battery staple correct horse',
      /^SESSION_SECRET must be written in hex/,
    ],
  ])('that is %s is refused by name, and its value is not printed', (_what, value, problem) => {
    const [first, ...more] = problemsOf({ SESSION_SECRET: value });
    expect(first).toMatch(problem);
    expect(more).toEqual([]);
    if (value && value.length > 3) expect(messageOf({ SESSION_SECRET: value })).not.toContain(value);
  });

  test.each([
    ['hex of 32 bytes', two],
    ['base64url of 32 bytes', one],
    ['base64 with padding', `${one.slice(0, 42)}+=`],
    ['twenty different bytes among 32', bytes(20).toString('base64')],
    ['more than 32 bytes', `${one}${one.slice(0, 9)}`],
  ])('in %s is accepted', (_what, value) => {
    expect(messageOf({ SESSION_SECRET: value })).toBe('no problem');
  });

  test('may be several, newest first, with space around the comma', () => {
    expect(readEnv({ ...whole, SESSION_SECRET: ` ${two} , ${one} ` }).sessionSecrets).toEqual([two, one]);
  });

  test('of several, the one at fault is named by its number', () => {
    expect(problemsOf({ SESSION_SECRET: `${one},Shor` })).toEqual([
      'SESSION_SECRET (number 2) holds 3 bytes; it needs at least 32 random ones: make one with `openssl rand -base64 32`',
    ]);
  });

  test('named twice is refused: dropping the old one would be no rotation', () => {
    expect(problemsOf({ SESSION_SECRET: `${one},${one}` })).toEqual([
      'SESSION_SECRET names the same secret twice: leave one of them out',
    ]);
  });

  test.each(['base64', 'hex', 'base64url'] as const)(
    'a thousand random ones in %s are all accepted',
    (encoding) => {
      const secrets = Array.from({ length: 1000 }, () => randomBytes(32).toString(encoding));
      // About one random secret in ten thousand spells a word such as "change", and is refused for that.
      const unlucky = /change|replace|example|placeholder|secret|password/i;
      const refused = secrets.filter(
        (secret) => !unlucky.test(secret) && messageOf({ SESSION_SECRET: secret }) !== 'no problem',
      );
      expect(refused).toEqual([]);
    },
  );
});

describe('APP_URL', () => {
  const origin = 'APP_URL must be an origin without a path, such as https://app.example.com';

  test.each([
    ['https://app.test', 'https://app.test'],
    ['https://app.test/', 'https://app.test'],
    ['https://app.test:8443', 'https://app.test:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('%s is accepted in production', (given, read) => {
    expect(readEnv({ ...whole, APP_URL: given }).appUrl.origin).toBe(read);
  });

  test.each([
    ['app.test', origin],
    ['https://app.test/path', origin],
    ['https://app.test?x=1', origin],
    ['https://user:pw@app.test', origin],
    ['ftp://app.test', origin],
    ['javascript:alert(1)', origin],
    ['HTTPS://APP.TEST', origin],
    ['http://app.test', 'APP_URL must be https in production; plain http is for http://localhost alone'],
    [
      'http://localhost.evil.test',
      'APP_URL must be https in production; plain http is for http://localhost alone',
    ],
    [
      'http://127.0.0.1:3000',
      'APP_URL must be https in production; plain http is for http://localhost alone',
    ],
    [undefined, 'APP_URL is missing: the address people open, such as https://app.example.com'],
  ])('%s is refused in production', (given, problem) => {
    expect(problemsOf({ APP_URL: given })).toEqual([problem]);
  });

  test('outside production it may be missing or plain http', () => {
    expect(readEnv({ ...whole, NODE_ENV: 'development', APP_URL: undefined }).appUrl.origin).toBe(
      'http://localhost:3000',
    );
    expect(readEnv({ ...whole, NODE_ENV: 'test', APP_URL: 'http://app.test' }).appUrl.origin).toBe(
      'http://app.test',
    );
  });
});

test.each([
  ['TRUSTED_PROXY_HOPS', '-1', 'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10'],
  ['TRUSTED_PROXY_HOPS', '11', 'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10'],
  ['TRUSTED_PROXY_HOPS', '1.5', 'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10'],
  ['TRUSTED_PROXY_HOPS', 'true', 'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10'],
  ['SHUTDOWN_DELAY', '5', 'SHUTDOWN_DELAY must be a length from 0s to 10m, such as 5s'],
  ['SHUTDOWN_DELAY', '601s', 'SHUTDOWN_DELAY must be a length from 0s to 10m, such as 5s'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
  [
    'DATABASE_URL',
    undefined,
    'DATABASE_URL is missing: a postgres:// address, such as postgres://user:password@host:5432/database',
  ],
  ['DATABASE_URL', 'mysql://u:pw-of-db@db/x', wrongAddress('DATABASE_URL')],
  ['DATABASE_OWNER_URL', 'owner:pw-of-db@db/x', wrongAddress('DATABASE_OWNER_URL')],
  [
    'SESSION_IDLE_TIMEOUT',
    '13h',
    'SESSION_IDLE_TIMEOUT is above SESSION_ABSOLUTE_TIMEOUT: lower the one or raise the other',
  ],
])('%s=%s stops the boot by name', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([problem]);
});

test('every variable at fault is named in one go, and no value is printed', () => {
  const message = messageOf({
    SESSION_SECRET: 'hunter2hunter2',
    DATABASE_URL: 'mysql://u:pw-of-db@db/x',
    APP_URL: 'nowhere',
    STEP_UP_WINDOW: 'never',
  });
  for (const name of ['SESSION_SECRET', 'DATABASE_URL', 'APP_URL', 'STEP_UP_WINDOW'])
    expect(message).toContain(name);
  for (const value of ['hunter2', 'pw-of-db', 'nowhere']) expect(message).not.toContain(value);
});

test.each([
  [undefined, 5],
  ['0s', 0],
  ['10m', 600],
])('a shutdown delay of %s is %s seconds', (SHUTDOWN_DELAY, expected) => {
  expect(readEnv({ ...whole, SHUTDOWN_DELAY }).shutdownDelay).toBe(expected);
});
