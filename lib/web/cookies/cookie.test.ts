import { randomBytes } from 'node:crypto';
import { NextRequest, NextResponse } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { brokenCookies } from '../../../tests/support/broken-cookies';

const key = randomBytes(32).toString('hex');

/** The cookie module as a process at this address loads it. */
async function processAt(appUrl: string, secrets = key) {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', secrets);
  vi.stubEnv('APP_URL', appUrl);
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  const [cookie, seal, session] = await Promise.all([
    import('./cookie'),
    import('./seal'),
    import('./session'),
  ]);
  (await import('../../config/env')).env();
  vi.unstubAllEnvs();
  return { ...cookie, ...seal, ...session };
}
type Ours = Awaited<ReturnType<typeof processAt>>;

let ours: Ours;
let local: Ours;
beforeAll(async () => {
  ours = await processAt('https://app.test');
  local = await processAt('http://localhost:3000');
});

/** The Set-Cookie lines of the response. */
async function written(act: (jar: NextResponse['cookies']) => Promise<void>): Promise<string[]> {
  const response = new NextResponse();
  await act(response.cookies);
  return response.headers.getSetCookie().map((line) => line.replace(/ Expires=[^;]+;/, ''));
}

const sent = (cookie: string) => new NextRequest('https://app.test/', { headers: { cookie } }).cookies;

describe('what a browser is told about a cookie', () => {
  const write = ({ plainCookie }: Ours) =>
    written((jar) => plainCookie('note', () => 90).write('x', { jar }));

  test('over https it is host-locked, Secure, HttpOnly and Lax, for the whole site and so many seconds', async () => {
    expect(await write(ours)).toEqual(['__Host-note=x; Path=/; Max-Age=90; Secure; HttpOnly; SameSite=lax']);
  });

  test('on http://localhost it is the same without Secure and without the prefix', async () => {
    expect(await write(local)).toEqual(['note=x; Path=/; Max-Age=90; HttpOnly; SameSite=lax']);
  });

  test('one that goes with the browser has no Max-Age', async () => {
    const cookie = ours.plainCookie('note', () => 'browser');
    expect(await written((jar) => cookie.write('x', { jar }))).toEqual([
      '__Host-note=x; Path=/; Secure; HttpOnly; SameSite=lax',
    ]);
  });

  test('a lifetime given with the value goes before its own', async () => {
    const cookie = ours.plainCookie('note', () => 'browser');
    const [line] = await written((jar) => cookie.write('x', { jar, lifetime: 3600 }));
    expect(line).toContain('Max-Age=3600;');
  });

  test.each([
    ['plain', ({ plainCookie }: Ours) => plainCookie('note', () => 90)],
    ['sealed', ({ sealedCookie }: Ours) => sealedCookie('note', z.string(), () => 90, { kind: 'ended' })],
  ])('clearing a %s one says the same, or the browser would ignore it', async (_kind, cookieOf) => {
    expect(await written((jar) => cookieOf(ours).clear(jar))).toEqual([
      '__Host-note=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=lax',
    ]);
    expect(await written((jar) => cookieOf(local).clear(jar))).toEqual([
      'note=; Path=/; Max-Age=0; HttpOnly; SameSite=lax',
    ]);
  });
});

describe('a plain cookie', () => {
  test('is read under its own name alone', async () => {
    const cookie = ours.plainCookie('note', () => 90);
    expect(await cookie.read(sent('__Host-note=x'))).toBe('x');
    for (const other of ['note=x', '__Host-notes=x', '__host-note=x', ''])
      expect(await cookie.read(sent(other))).toBeUndefined();
  });
});

describe('a sealed cookie', () => {
  const schema = z.object({ id: z.uuid(), about: z.enum(['a', 'b']) });
  const id = '0190a0a0-0000-4000-8000-000000000001';
  const cookieOf = ({ sealedCookie }: Ours, name = 'note') =>
    sealedCookie(name, schema, () => 90, { kind: 'mailed-link' });
  const valueIn = (lines: string[]) => decodeURIComponent(lines[0]?.split(/[=;]/)[1] ?? '');
  const sealOf = async (content: unknown) => ours.sealAs('mailed-link', content);

  test('gives back what was written, and shows it to nobody', async () => {
    const lines = await written((jar) => cookieOf(ours).write({ id, about: 'a' }, { jar }));
    expect(lines[0]).not.toContain(id);
    expect(await cookieOf(ours).read(sent(`__Host-note=${valueIn(lines)}`))).toEqual({ id, about: 'a' });
  });

  test('never opens what was sealed as something else, the session secret least of all', async () => {
    const read = (value: string) => cookieOf(ours).read(sent(`__Host-note=${value}`));
    const content = { id, about: 'a' };
    expect(await read(await sealOf(content))).toEqual(content);
    for (const kind of [
      'secret',
      'ended',
      'authorization-request',
      'waiting-link',
      'provider-note',
      'cookie-check',
    ] as const)
      expect(await read(await ours.sealAs(kind, content)), kind).toBeUndefined();
    expect(await ours.openSecretHash(await sealOf('A'.repeat(43)))).toBeUndefined();
    expect(await ours.openSecretHash(await ours.sealAs('secret', 'A'.repeat(43)))).toBeDefined();
  });

  test('is not read out of a cookie of another name', async () => {
    const value = await sealOf({ id, about: 'a' });
    expect(await cookieOf(ours, 'other').read(sent(`__Host-note=${value}`))).toBeUndefined();
  });

  test('counts as none where its content is not what the schema says', async () => {
    for (const content of [{ id: 'x', about: 'a' }, { id, about: 'c' }, { id }, 'text', null, []])
      expect(await cookieOf(ours).read(sent(`__Host-note=${await sealOf(content)}`))).toBeUndefined();
  });

  test('counts as none where it was sealed with a secret that is no longer configured', async () => {
    const value = await sealOf({ id, about: 'a' });
    const later = await processAt('https://app.test', randomBytes(32).toString('hex'));
    expect(await cookieOf(later).read(sent(`__Host-note=${value}`))).toBeUndefined();
  });

  test('opens at its greatest length, and one character more counts as none', async () => {
    const value = await sealOf({ id, about: 'a' });
    const readUpTo = (longest: number) =>
      ours
        .sealedCookie('note', schema, () => 90, { kind: 'mailed-link', longest })
        .read(sent(`__Host-note=${value}`));
    expect(await readUpTo(value.length)).toEqual({ id, about: 'a' });
    expect(await readUpTo(value.length - 1)).toBeUndefined();
  });

  test('is at most as long as what a browser keeps, unless it says less', async () => {
    const [fits, long] = await Promise.all([2700, 3100].map((length) => sealOf('x'.repeat(length))));
    expect([(fits ?? '').length < 4096, (long ?? '').length > 4096]).toEqual([true, true]);
    expect(await ours.openAs('mailed-link', fits)).toHaveLength(2700);
    expect(await ours.openAs('mailed-link', long)).toBeUndefined();
  });

  test.each(brokenCookies.map((cookie) => [JSON.stringify(cookie).slice(0, 40), cookie]))(
    'counts as none and never throws: %s',
    async (_shown, value) => {
      await expect(cookieOf(ours).read({ get: () => ({ value }) })).resolves.toBeUndefined();
    },
  );

  test('counts as none where the browser sent none', async () => {
    expect(await cookieOf(ours).read(sent(''))).toBeUndefined();
  });
});
