import { randomBytes } from 'node:crypto';
import { sealData, unsealData } from 'iron-session';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { brokenCookies } from '../../../tests/support/broken-cookies';
import { hashOfSecret, newSecret } from '../../secret';

const a = randomBytes(32).toString('hex');
const b = randomBytes(32).toString('hex');

/** The module as a process with these secrets loads it. */
async function processWith(secrets: string) {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', secrets);
  vi.stubEnv('APP_URL', 'https://app.test');
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  const loaded = await import('./session');
  (await import('../../config/env')).env();
  vi.unstubAllEnvs();
  return loaded;
}

let ours: Awaited<ReturnType<typeof processWith>>;
beforeAll(async () => {
  ours = await processWith(a);
});

const keyIn = (seal: string) => seal.split('*')[1] ?? '';

describe('a seal', () => {
  test('opens to the hash of the secret it was made of, again and again', async () => {
    const secret = newSecret();
    const seal = await ours.sealSecret(secret);
    for (let n = 0; n < 3; n++) expect(await ours.openSecretHash(seal)).toEqual(hashOfSecret(secret));
  });

  test('holds the secret and nothing else, without an end of its own', async () => {
    const secret = newSecret();
    const seal = await ours.sealSecret(secret);
    expect(await unsealData(seal, { password: { [keyIn(seal)]: a }, ttl: 0 })).toEqual({ secret });
    expect(seal.split('*')[5]).toBe('');
    expect(seal).not.toContain(secret);
    expect(seal).not.toContain(hashOfSecret(secret).toString('hex'));
  });

  test('is never the same twice and fits into a cookie', async () => {
    const secret = newSecret();
    const [one, two] = await Promise.all([ours.sealSecret(secret), ours.sealSecret(secret)]);
    expect(one).not.toBe(two);
    expect(one.length).toBeLessThan(400);
    expect(one).toMatch(/^[\w.*~-]+$/);
  });

  test('opens nothing where the sealed text is no secret of ours', async () => {
    for (const content of [
      { secret: 'short' },
      { secret: ['x'] },
      { secret: 'A'.repeat(44) },
      {},
      { ended: 's1' },
    ]) {
      const seal = await sealData(content, { password: { [keyIn(await ours.sealSecret('x'))]: a }, ttl: 0 });
      expect(await ours.openSecretHash(seal)).toBeUndefined();
    }
  });
});

describe('after a new sealing secret was put in front', () => {
  test('the new one seals and the old seals still open', async () => {
    const secret = newSecret();
    const old = await ours.sealSecret(secret);
    const both = await processWith(`${b},${a}`);
    expect(await both.openSecretHash(old)).toEqual(hashOfSecret(secret));
    const renewed = await both.sealSecret(secret);
    expect(keyIn(renewed)).not.toBe(keyIn(old));
    const later = await processWith(b);
    expect(await later.openSecretHash(renewed)).toEqual(hashOfSecret(secret));
  });

  test('and the old one dropped, an old seal opens nothing and nothing throws', async () => {
    const old = await ours.sealSecret(newSecret());
    const later = await processWith(b);
    await expect(later.openSecretHash(old)).resolves.toBeUndefined();
  });

  test('a key keeps its name wherever it stands in the list', async () => {
    const before = keyIn(await ours.sealSecret('x'));
    const swapped = await processWith(`${a},${b}`);
    expect(keyIn(await swapped.sealSecret('x'))).toBe(before);
  });
});

describe('a cookie that is no whole seal of ours opens nothing and never throws', () => {
  test.each(brokenCookies.map((cookie) => [JSON.stringify(cookie).slice(0, 40), cookie]))(
    '%s',
    async (_shown, cookie) => {
      await expect(ours.openSecretHash(cookie)).resolves.toBeUndefined();
    },
  );

  test('no cookie at all', async () => {
    expect(await ours.openSecretHash(undefined)).toBeUndefined();
  });

  test('a seal longer than 1024 characters is not opened, though it is one', async () => {
    const password = { [keyIn(await ours.sealSecret('x'))]: a };
    const secret = newSecret();
    const fits = await sealData({ secret, more: 'x'.repeat(400) }, { password, ttl: 0 });
    const long = await sealData({ secret, more: 'x'.repeat(700) }, { password, ttl: 0 });
    expect([fits.length < 1024, long.length > 1024]).toEqual([true, true]);
    expect(await ours.openSecretHash(fits)).toEqual(hashOfSecret(secret));
    expect(await ours.openSecretHash(long)).toBeUndefined();
  });
});

describe('a seal that was tampered with opens nothing', () => {
  // 0 version, 1 key, 2 and 6 salts, 3 iv, 4 body, 5 expiry, 7 MAC (docs/security.md B4).
  test.each([0, 1, 2, 3, 4, 6, 7])('one character in the middle of component %d', async (component) => {
    const parts = (await ours.sealSecret(newSecret())).split('*');
    const part = parts[component] ?? '';
    const middle = Math.floor(part.length / 2);
    parts[component] = part.slice(0, middle) + (part[middle] === '1' ? '2' : '1') + part.slice(middle + 1);
    expect(await ours.openSecretHash(parts.join('*'))).toBeUndefined();
  });

  test('an expiry added, and every component swapped with that of another cookie', async () => {
    const [mine, theirs] = await Promise.all(
      [1, 2].map(async () => (await ours.sealSecret(newSecret())).split('*')),
    );
    const changed = [[...(mine ?? [])]];
    if (changed[0]) changed[0][5] = '9999999999999';
    for (const at of [2, 3, 4, 6, 7]) changed.push((mine ?? []).with(at, theirs?.[at] ?? ''));
    for (const parts of changed) expect(await ours.openSecretHash(parts.join('*'))).toBeUndefined();
  });

  test('an intact seal that was opened before does not open its changed copies', async () => {
    const seal = await ours.sealSecret(newSecret());
    await ours.openSecretHash(seal);
    for (const copy of [
      `x${seal}`,
      ` ${seal}`,
      seal.slice(0, -6),
      seal.toUpperCase(),
      seal.replace('*', '**'),
    ]) {
      expect(await ours.openSecretHash(copy)).toBeUndefined();
    }
  });
});
