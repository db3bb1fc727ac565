import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { signInDelays } from '../../../db/schema/throttles';
import { flowWorld, password, randomIp } from '../../../tests/support/flow-world';
import { resetPassword } from '../account/reset-password';
import { unlockAccount } from '../operator/unlock-account';
import { deviceKey, signInKey } from '../steps/keys';
import { signIn } from './sign-in';

const world = flowWorld();
const wrong = { ok: false, reason: 'invalid_credentials' };
const firefox = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0';

const attempt = (email: string, typed: string, deviceHash?: Buffer, ip?: string) =>
  signIn(world.ctx(ip, firefox), { email, password: typed, remember: false, deviceHash });

const alerts = async (email: string) =>
  (await world.mailsTo(email)).filter(({ kind }) => kind === 'new_sign_in').map(({ facts }) => facts);

/** A person, and a browser that they have signed in with. */
async function acquainted() {
  const person = await world.person();
  const device = randomBytes(32);
  expect(await attempt(person.email, password, device)).toMatchObject({ ok: true });
  return { ...person, device };
}

const locked = (email: string, failures: number, device?: Buffer) =>
  world.db.insert(signInDelays).values({
    key: device ? deviceKey(email, device) : signInKey(email),
    failures,
    openAt: new Date(Date.now() + 900_000),
  });

describe('a sign-in', () => {
  test('from a browser that is new to the person is told by mail, with device and place', async () => {
    const { email } = await world.person();
    const before = (await alerts(email)).length;
    await attempt(email, password, randomBytes(32), '203.0.113.9');
    expect((await alerts(email)).slice(before)).toEqual([
      { device: 'Firefox on Mac', place: '203.0.113.9', known: 'no' },
    ]);
  });

  test('from one they have used before is not', async () => {
    const { email, device } = await acquainted();
    const before = await alerts(email);
    await attempt(email, password, device, randomIp());
    expect(await alerts(email)).toEqual(before);
  });

  test('from a browser that only somebody else has used is', async () => {
    const [{ device }, { email }] = [await acquainted(), await world.person()];
    const before = (await alerts(email)).length;
    await attempt(email, password, device);
    expect(await alerts(email)).toHaveLength(before + 1);
  });

  test('after five wrong passwords is told with their number, after four it is not', async () => {
    const { email, device } = await acquainted();
    const before = (await alerts(email)).length;
    for (let n = 0; n < 4; n++) expect(await attempt(email, `wrong ${n}`, device)).toEqual(wrong);
    await attempt(email, password, device);
    expect(await alerts(email)).toHaveLength(before);
    for (let n = 0; n < 5; n++) await attempt(email, `wrong ${n}`, device);
    await attempt(email, password, device);
    expect((await alerts(email)).at(-1)).toMatchObject({ known: 'yes', failures: '5' });
  });

  test('with a wrong password is told to nobody', async () => {
    const { email } = await world.person();
    const before = (await world.mailsTo(email)).length;
    for (let n = 0; n < 6; n++) await attempt(email, `wrong ${n}`, randomBytes(32));
    expect(await world.mailsTo(email)).toHaveLength(before);
  });
});

describe('an account that strangers have locked', () => {
  test.each([
    ['by a delay', 20],
    ['for good', 100],
  ])('%s opens at once from a browser that its person has used', async (_how, failures) => {
    const { email, device } = await acquainted();
    await locked(email, failures);
    expect((await attempt(email, password)).ok).toBe(false);
    expect((await attempt(email, password, randomBytes(32))).ok).toBe(false);
    expect((await attempt(email, password, device)).ok).toBe(true);
  });

  test('keeps its sessions', async () => {
    const { email, secret } = await acquainted();
    await locked(email, 100);
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('opens after a reset from anywhere', async () => {
    const { email, userId } = await acquainted();
    await locked(email, 100);
    const token = await world.link(userId, 'reset_password');
    await resetPassword(world.ctx(), { token, password: 'nine other unlikely otters' });
    expect((await attempt(email, 'nine other unlikely otters', randomBytes(32))).ok).toBe(true);
  });

  test('opens after a reset in the very browser that had used up its own tries', async () => {
    const { email, userId, device } = await acquainted();
    await locked(email, 100, device);
    const token = await world.link(userId, 'reset_password');
    const chosen = 'nine other unlikely otters';
    await resetPassword(world.ctx(), { token, password: chosen, deviceHash: device });
    expect((await attempt(email, chosen, device)).ok).toBe(true);
  });

  test('is opened by an operator for its browsers as well', async () => {
    const { email, device } = await acquainted();
    await locked(email, 100, device);
    expect((await attempt(email, password, device)).ok).toBe(false);
    expect((await unlockAccount(world.ctx(), { email })).ok).toBe(true);
    expect((await attempt(email, password, device)).ok).toBe(true);
  });

  test('gains strangers no guesses by the success of its person', async () => {
    const { email, device } = await acquainted();
    await locked(email, 20);
    await attempt(email, password, device);
    const [row] = await world.db
      .select()
      .from(signInDelays)
      .where(eq(signInDelays.key, signInKey(email)));
    expect(row?.failures).toBe(20);
  });
});

test('guesses in a known browser are counted for themselves, and slow it down like any other', async () => {
  const { email, device } = await acquainted();
  for (let n = 1; n <= 6; n++) expect(await attempt(email, `wrong ${n}`, device)).toEqual(wrong);
  expect(await attempt(email, password, device)).toMatchObject({ reason: 'rate_limited' });
  expect((await attempt(email, password)).ok).toBe(true);
});
