import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { signInDelays } from '../../../db/schema/throttles';
import { flowWorld, password, randomIp, trailOf } from '../../../tests/support/flow-world';
import { setDisabled } from '../../account/store';
import { isKnownDevice, rememberDevice } from '../../known-device/store';
import { signInKey } from '../steps/keys';
import { forgotPassword } from './forgot-password';
import { resetPassword } from './reset-password';

const world = flowWorld();
const invalid = { ok: false, reason: 'link_invalid' };
const other = 'nine other unlikely otters';
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

test.each([
  [true, 0],
  [false, 1],
])(
  'a reset disconnects accounts elsewhere where there was a password (%s), and else leaves them',
  async (had, left) => {
    const { userId } = await world.person();
    await world.db.execute(sql`update users set has_password = ${had} where id = ${userId}`);
    await world.db.execute(sql`
    insert into identities (user_id, provider, subject, email) values (${userId}, 'github', ${userId}, 'x@example.com')`);
    const token = await world.link(userId, 'reset_password');
    const result = await resetPassword(world.ctx(), { token, password: 'nine other unlikely otters' });
    expect(result.ok).toBe(true);
    const rows = await world.db.execute(sql`select 1 from identities where user_id = ${userId}`);
    expect(rows).toHaveLength(left);
  },
);

describe('asking for a link', () => {
  test('changes nothing: the old password and every session go on', async () => {
    const { email, secret } = await world.person();
    expect(await forgotPassword(world.ctx(), { email })).toEqual({ ok: true, value: undefined });
    expect(await kinds(email)).toContain('reset_password');
    expect(await world.opens(email)).toBe(true);
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('puts the same into the outbox for an address without an account', async () => {
    const { email } = await world.person();
    const nobody = 'nobody-at-all@example.com';
    for (const each of [email, nobody])
      expect(await forgotPassword(world.ctx('203.0.113.7'), { email: each })).toEqual({
        ok: true,
        value: undefined,
      });
    const [known] = (await world.mailsTo(email)).filter(({ kind }) => kind === 'reset_password');
    const [unknown] = await world.mailsTo(nobody);
    const same = ({ kind, facts, userId }: typeof known & object) => ({ kind, facts, userId });
    expect(known && same(known)).toEqual(unknown && same(unknown));
  });

  test('sends three mails an hour to one address, and says nothing about the fourth', async () => {
    const email = 'asked-too-often@example.com';
    for (let n = 0; n < 4; n++) expect((await forgotPassword(world.ctx(), { email })).ok).toBe(true);
    expect(await kinds(email)).toHaveLength(3);
  });

  test('is refused the twenty-first time in an hour from one source, whatever the address', async () => {
    const ip = randomIp();
    for (let n = 1; n <= 20; n++)
      expect((await forgotPassword(world.ctx(ip), { email: `a${n}@example.com` })).ok).toBe(true);
    expect(await forgotPassword(world.ctx(ip), { email: 'a21@example.com' })).toMatchObject({
      reason: 'rate_limited',
    });
    expect(await kinds('a21@example.com')).toEqual([]);
  });
});

describe('choosing another password by the link', () => {
  test('ends every session, forgets every browser and the failures, and signs nobody in', async () => {
    const person = await world.person();
    const { userId, email } = person;
    const another = await world.anotherSession(person, { remember: true });
    const browser = randomBytes(32);
    await rememberDevice(world.db, { userId, deviceHash: browser, deviceName: 'Old one' });
    await world.db.insert(signInDelays).values({ key: signInKey(email), failures: 100, openAt: new Date() });
    const token = await world.link(userId, 'reset_password');
    expect(await world.works(token, 'reset_password')).toBe(true);
    expect(await resetPassword(world.ctx(), { token, password: other })).toEqual({
      ok: true,
      value: { email },
    });
    for (const { secret } of [person, another])
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'password_reset' });
    expect(await isKnownDevice(world.db, email, browser)).toBe(false);
    expect(await world.db.$count(signInDelays, eq(signInDelays.key, signInKey(email)))).toBe(0);
    expect(await world.opens(email)).toBe(false);
    expect(await world.opens(email, other)).toBe(true);
    expect(await kinds(email)).toContain('password_reset');
    expect(trailOf(await world.auditOfUser(userId))).toContain('authn_password_change');
  });

  test('makes older links useless, and those for a new address with them', async () => {
    const { userId } = await world.person();
    const [older, newer] = [
      await world.link(userId, 'reset_password'),
      await world.link(userId, 'reset_password'),
    ];
    expect(await resetPassword(world.ctx(), { token: newer, password: other })).toMatchObject({ ok: true });
    const again = { token: older, password: 'somebody else’s otters' };
    expect(await resetPassword(world.ctx(), again)).toEqual(invalid);
    expect(await world.works(older, 'reset_password')).toBe(false);
  });

  test('has one winner of ten with ten passwords at the same moment', async () => {
    const { userId, email } = await world.person();
    const token = await world.link(userId, 'reset_password');
    const passwords = Array.from({ length: 10 }, (_, n) => `password number ${n} of ten otters`);
    const results = await Promise.all(
      passwords.map((typed) => resetPassword(world.ctx(), { token, password: typed })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = passwords[results.findIndex(({ ok }) => ok)] ?? '';
    expect(await world.opens(email, winner)).toBe(true);
  });

  test('works for half an hour and not a second longer', async () => {
    const { userId } = await world.person();
    const token = await world.link(userId, 'reset_password');
    await world.ageLinks(userId, 1800);
    expect(await resetPassword(world.ctx(), { token, password: other })).toEqual(invalid);
    await world.ageLinks(userId, 1790);
    expect(await resetPassword(world.ctx(), { token, password: other })).toMatchObject({ ok: true });
  });

  test('leaves the link as it was when the password is refused', async () => {
    const { userId } = await world.person('Contextual Person');
    const token = await world.link(userId, 'reset_password');
    for (const [typed, reason] of [
      ['fourteen chars', 'too_short'],
      ['contextual person', 'contextual'],
    ] as const) {
      expect(await resetPassword(world.ctx(), { token, password: typed })).toEqual({ ok: false, reason });
    }
    expect(await resetPassword(world.ctx(), { token, password: other })).toMatchObject({ ok: true });
  });

  test('confirms the address of a newcomer, and what others signed up with it is void', async () => {
    const { userId, email, token: confirmation } = await world.newcomer('Mallory');
    const token = await world.link(userId, 'reset_password');
    expect(await resetPassword(world.ctx(), { token, password: other })).toMatchObject({ ok: true });
    expect(await world.opens(email, password)).toBe(false);
    expect(await world.opens(email, other)).toBe(true);
    const { confirmEmail } = await import('./confirm-email');
    expect(await confirmEmail(world.ctx(), { token: confirmation })).toEqual(invalid);
  });

  test('is not for an account that was switched off', async () => {
    const { userId } = await world.person();
    const token = await world.link(userId, 'reset_password');
    await setDisabled(world.db, userId, true);
    const before = await world.account(userId);
    expect(await resetPassword(world.ctx(), { token, password: other })).toEqual(invalid);
    expect(await world.account(userId)).toEqual(before);
  });

  test('that cannot be recorded has not happened, and the link still works', async () => {
    const { userId, email, secret } = await world.person();
    const token = await world.link(userId, 'reset_password');
    const unrecorded = resetPassword(world.unrecordable(world.ctx()), { token, password: other });
    await expect(unrecorded).rejects.toThrow();
    expect(await world.opens(email, other)).toBe(false);
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
    expect(await world.works(token, 'reset_password')).toBe(true);
  });
});
