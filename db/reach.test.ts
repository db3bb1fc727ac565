import { describe, expect, inject, test } from 'vitest';
import { passingOn, refusingWith, talking } from '../tests/support/refusing-server';
import { databaseAt } from './administer';
import { reachDatabase } from './reach';

const { admin } = inject('databases');
const hidden = 'a-hidden-password';
const variable = 'DATABASE_URL';
/** For everything that is waited for; nothing here depends on how long that is. */
const brief = { server: 40, name: 20, attempt: 2000 };

async function trouble(url: string, patience = brief) {
  const said: string[] = [];
  const options = { patience, say: (line: string) => said.push(line) };
  const fault = await reachDatabase({ url, variable }, options).then(
    () => undefined,
    (error: Error) => error,
  );
  return { said, fault, words: fault?.message ?? 'no trouble' };
}
const at = (port: number) => `postgres://web:${hidden}@127.0.0.1:${port}/shop`;

describe('what waiting cannot mend is told at once, in one sentence with the next step', () => {
  test.each([
    [
      '28P01',
      /refuses the user or the password of DATABASE_URL: correct them there, or .* alter role "web" password/,
    ],
    ['28000', /does not let "web" in from here: correct DATABASE_URL, or allow it in pg_hba\.conf/],
    [
      '3D000',
      /no database "shop" at 127\.0\.0\.1:\d+: correct the name in DATABASE_URL, or .* create database "shop";/,
    ],
    ['42501', /"web" may not connect to the database "shop" .* grant "shop_app" to "web";/],
    // A pooler that does not know the database.
    ['08P01', /cannot be used as DATABASE_URL says \(08P01\): no such thing/],
  ])('%s', async (code, sentence) => {
    const server = await refusingWith(code, 'no such thing');
    const { said, fault, words } = await trouble(at(server.port));
    await server.stop();
    expect(words).toMatch(sentence);
    expect(words.split('\n')).toHaveLength(1);
    expect(fault?.name).toBe('SetupFault');
    expect(said).toEqual([]);
    expect(words).not.toContain(hidden);
  });

  test('a wrong password and a missing database of a real server', async () => {
    const wrong = Object.assign(new URL(admin), { password: hidden }).href;
    const { words, said } = await trouble(wrong);
    expect(words).toContain('refuses the user or the password');
    expect(words).not.toContain(hidden);
    const missing = await trouble(databaseAt(admin, 'never_made'));
    expect(missing.words).toContain('There is no database "never_made"');
    expect([...said, ...missing.said]).toEqual([]);
  });
});

describe('what waiting can mend is waited for, and given up on with a sentence', () => {
  test.each(['57P03', '57P01', '53300'])('%s', async (code) => {
    const server = await refusingWith(code, 'not now');
    const { said, words } = await trouble(at(server.port));
    await server.stop();
    expect(said).toEqual([`Waiting for the database at 127.0.0.1:${server.port}`]);
    expect(words).toContain(code);
  });

  test('nobody at the port', async () => {
    const { said, words } = await trouble(at(1));
    expect(said).toEqual(['Waiting for the database at 127.0.0.1:1']);
    expect(words).toBe(
      'The database at 127.0.0.1:1 does not answer (ECONNREFUSED): start it, or correct host and port in DATABASE_URL.',
    );
  });

  test.each([
    ['says nothing', undefined],
    ['speaks another language', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ])('something at the port that %s', async (_what, words) => {
    const server = await talking(words);
    const { fault, words: told } = await trouble(at(server.port), { ...brief, attempt: 200 });
    await server.stop();
    expect(fault?.name).toBe('SetupFault');
    expect(told).toContain(`127.0.0.1:${server.port}`);
    expect(told).not.toContain(hidden);
  });

  test('a host that nobody knows', async () => {
    const { fault, words } = await trouble(`postgres://web:${hidden}@nowhere.invalid/shop`);
    expect(fault?.name).toBe('SetupFault');
    // Without any name server the answer is different, and says "again".
    expect(words).toMatch(
      /There is no host nowhere\.invalid|nowhere\.invalid:5432 does not answer \(EAI_AGAIN\)/,
    );
  });

  test('and when it comes, everything goes on', async () => {
    const place = await talking();
    await place.stop();
    const { hostname, port } = new URL(admin);
    const url = Object.assign(new URL(admin), { port: String(place.port), hostname: '127.0.0.1' }).href;
    const said: string[] = [];
    let server: ReturnType<typeof passingOn> | undefined;
    const say = (line: string) => {
      said.push(line);
      server = passingOn(place.port, { host: hostname, port: Number(port || 5432) });
    };
    await reachDatabase({ url, variable }, { say });
    expect(said).toEqual([`Waiting for the database at 127.0.0.1:${place.port}`]);
    await (await server)?.stop();
  });
});

test('who may not connect yet is left to the migration, where that may let them in', async () => {
  const server = await refusingWith('42501', 'permission denied');
  const reached = reachDatabase({ url: at(server.port), variable }, { unlessDenied: true });
  await expect(reached).resolves.toBeUndefined();
  await server.stop();
});
