import { inspect } from 'node:util';
import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { product } from '../config/product';
import { bareFault, createLog, faultFields } from './log';

function logged(write: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line) });
  log.level = 'info';
  write(log);
  return { lines, fields: JSON.parse(lines[0] ?? '{}') };
}

const secretNames = [
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'secret',
  'secretHash',
  'cookie',
  'set-cookie',
  'authorization',
  'token',
  'code',
  'seal',
  'state',
  'nonce',
  'verifier',
  'code_verifier',
  'access_token',
  'id_token',
  'refresh_token',
  'client_secret',
  'clientSecret',
  'GOOGLE_CLIENT_SECRET',
  'GITHUB_CLIENT_SECRET',
  'SESSION_SECRET',
  'DATABASE_URL',
  'databaseUrl',
  'SMTP_URL',
  'smtpUrl',
  'DATABASE_OWNER_URL',
  'databaseOwnerUrl',
  'ownerUrl',
];

describe('what somebody logs by accident', () => {
  test.each(secretNames)('%s is cut out, up to three levels deep', (name) => {
    const marked = { [name]: 'marked-value' };
    const { lines, fields } = logged((log) => log.info({ ...marked, one: { ...marked, two: marked } }, 'x'));
    expect(lines.join()).not.toContain('marked-value');
    expect(fields[name]).toBe('[redacted]');
    expect(fields.one.two[name]).toBe('[redacted]');
  });

  test('what is no secret stays', () => {
    const { fields } = logged((log) =>
      log.info({ event: 'session_created', sessionId: 's1', data: { a: 1 } }, 'm'),
    );
    expect(fields).toMatchObject({
      event: 'session_created',
      sessionId: 's1',
      data: { a: 1 },
      msg: 'm',
      app: product.slug,
    });
  });
});

test('each entry is one line, whatever is in it', () => {
  const nasty = 'a\r\n{"level":"fatal"}\u001b[31m<script>$\u007bjndi:ldap://x}\u0000';
  const { lines, fields } = logged((log) => log.info({ userAgent: nasty.repeat(100) }, nasty));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(fields.msg).toBe(nasty);
});

test('the level is a word and the time is UTC', () => {
  const { fields } = logged((log) => log.warn('x'));
  expect(fields.level).toBe('warn');
  expect(fields.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

describe('a fault', () => {
  const telling = {
    code: '23505',
    detail: 'Key (email)=(marked-hash) already exists.',
    where: 'marked-hash',
    parameters: ['marked-hash'],
    args: ['marked-hash'],
  };
  const cause = Object.assign(new Error('duplicate key value'), telling);

  test('of a statement is logged without the statement and its parameters', () => {
    const fields = faultFields(new DrizzleQueryError('insert into users', ['marked-hash'], cause));
    expect(fields).toMatchObject({ fault: 'Error', faultCode: '23505', message: 'duplicate key value' });
    expect(JSON.stringify(fields)).not.toMatch(/marked-hash|insert into/);
  });

  test('that is thrown on, for Next to print, is the driver’s own without rows, parameters and statement', () => {
    const thrown = Object.assign(new Error('duplicate key value'), telling);
    const bare = bareFault(new DrizzleQueryError('insert into users', ['marked-hash'], thrown));
    expect(bare).toBe(thrown);
    expect(inspect(bare, { depth: 9, showHidden: true })).not.toMatch(/marked-hash|insert into/);
    expect(bare).toMatchObject({ code: '23505', message: 'duplicate key value' });
    expect(bareFault('text')).toBe('text');
  });

  test('has at most 300 characters and five lines of stack', () => {
    const fields = faultFields(new Error('x'.repeat(1000)));
    expect(fields.message).toHaveLength(300);
    expect((fields.stack as string[]).length).toBeLessThanOrEqual(5);
  });

  test.each([
    ['text', 'string'],
    [undefined, 'undefined'],
    [{ password: 'marked-value' }, 'object'],
  ])('that is no error (%o) is named by its type alone', (thrown, fault) => {
    expect(faultFields(thrown)).toEqual({ fault });
  });
});

test('a stranger’s text can neither move a terminal’s cursor nor turn the line around', () => {
  const text = '\u001b[2J\u007f\u009b31m\u2028\u202e\r\n';
  const { lines, fields } = logged((log) => log.info({ userAgent: text }, text));
  expect(lines.join('')).toMatch(/^[\u0020-\u007e]*\n$/);
  expect([fields.userAgent, fields.msg]).toEqual([text, text]);
});
