import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { identities } from '../../../db/schema/identities';
import { sessions } from '../../../db/schema/sessions';
import { signUps } from '../../../db/schema/sign-ups';
import { users } from '../../../db/schema/users';
import { claimed, freshAddress } from '../../../tests/support/claims';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { setDisabled } from '../../account/store';
import type { Claim } from '../../identity/claim';
import { addIdentity } from '../../identity/store';
import { confirmEmail } from '../account/confirm-email';
import { signIn } from './sign-in';
import { type SignInWithInput, signInWith } from './sign-in-with-provider';

const world = flowWorld();
const { protectedPerson, finish, code } = factorWorld(world);

const come = (claim: Claim, more: Partial<SignInWithInput> = {}, from = world.ctx()) =>
  signInWith(from, { claim, remember: false, ...more });
const byAddress = async (email: string) =>
  (await world.db.select().from(users).where(eq(users.email, email)))[0];
const linked = (userId: string) => world.db.select().from(identities).where(eq(identities.userId, userId));
const sessionsOf = (userId: string) => world.db.select().from(sessions).where(eq(sessions.userId, userId));

/** Somebody whose account elsewhere is connected. */
async function connected(change: Partial<Claim> = {}) {
  const person = await world.person();
  const claim = claimed({ email: person.email, ...change });
  const { provider, subject, email } = claim;
  await addIdentity(world.db, { userId: person.userId, provider, subject, email });
  return { person, claim };
}

describe('an address that nobody has', () => {
  test('is no other address that looks like it: what the provider vouches for is not mended', async () => {
    const email = freshAddress();
    const wide = email.replace(/^./, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    for (const other of [wide, `<${email}>`, `mailto:${email}`, `\u200b${email}`])
      expect(await come(claimed({ email: other }))).toMatchObject({
        ok: false,
        reason: 'address_unverified',
      });
  });

  test('becomes a confirmed account without a password, connected and signed in to', async () => {
    const email = freshAddress();
    const claim = claimed({ email: ` ${email.toUpperCase()} `, name: 'Grace\n  Hopper\u0007' });
    const result = await come(claim, { remember: true });
    if (!result.ok) throw new Error(result.reason);
    const { userId, sessionId } = result.value;
    const account = await world.account(userId);
    expect(account).toMatchObject({ email, name: 'Grace Hopper', hasPassword: false });
    expect(account.emailVerifiedAt).not.toBeNull();
    expect(account.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await linked(userId)).toMatchObject([{ provider: 'google', subject: claim.subject, email }]);
    expect(await world.row(sessionId)).toMatchObject({
      authenticatedWith: 'google',
      assurance: 1,
      remembered: true,
    });
    // Google may have asked nothing: what is sensitive asks again.
    expect((await world.callerOf(result.value.secret)).session.stepUpSecondsLeft).toBe(0);
    const events = trailOf(await world.auditOfUser(userId));
    for (const event of ['user_created', 'user_confirmed', 'identity_linked', 'session_created'])
      expect(events).toContain(event);
  });

  test('is no alarm to itself, and comes back to the same account, which notes the use', async () => {
    const deviceHash = randomBytes(32);
    const claim = claimed({ provider: 'github' });
    const first = await come(claim, { deviceHash });
    const second = await come(claim, { deviceHash });
    if (!first.ok || !second.ok) throw new Error('not signed in');
    expect(second.value.userId).toBe(first.value.userId);
    expect(await world.mailsTo(claim.email)).toEqual([]);
    expect((await linked(first.value.userId))[0]?.lastUsedAt).not.toBeNull();
    await come(claim, { deviceHash: randomBytes(32) });
    expect((await world.mailsTo(claim.email)).map(({ kind }) => kind)).toEqual(['new_sign_in']);
  });

  test('without a usable name is called by its address', async () => {
    const claim = claimed({ name: ' \n ' });
    const result = await come(claim);
    expect(result.ok && (await world.account(result.value.userId)).name).toBe(claim.email.split('@')[0]);
  });

  test('twenty callbacks at once make one account', async () => {
    const claim = claimed();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => come(claim, { deviceHash: randomBytes(32) })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(20);
    const ids = new Set(results.map((result) => result.ok && result.value.userId));
    expect(ids.size).toBe(1);
  });

  test('two accounts elsewhere with it at once make one account, and the other has to sign in first', async () => {
    const email = freshAddress();
    const results = await Promise.all([
      come(claimed({ email })),
      come(claimed({ email, provider: 'github' })),
    ]);
    expect(results.map((result) => (result.ok ? 'in' : result.reason)).sort()).toEqual([
      'account_exists',
      'in',
    ]);
    expect(await linked((await byAddress(email))?.id ?? '')).toHaveLength(1);
  });

  test('leaves nothing behind where it cannot be recorded', async () => {
    const claim = claimed();
    await expect(come(claim, {}, world.unrecordable(world.ctx()))).rejects.toThrow();
    expect(await byAddress(claim.email)).toBeUndefined();
  });
});

describe('an address that has an account', () => {
  test('links nothing and signs nobody in: it says which account has to be signed in to first', async () => {
    const { userId, email } = await world.person();
    const before = await sessionsOf(userId);
    const result = await come(claimed({ email }));
    expect(result).toEqual({ ok: false, reason: 'account_exists', waiting: { userId, email } });
    expect(await linked(userId)).toEqual([]);
    expect(await sessionsOf(userId)).toEqual(before);
  });

  test('that is not verified there is not even told that there is one', async () => {
    const { email } = await world.person();
    expect(await come(claimed({ email, emailVerified: false }))).toEqual({
      ok: false,
      reason: 'address_unverified',
    });
  });

  test('that somebody parked and nobody confirmed is taken over: name, password and links of theirs are void', async () => {
    const parked = await world.newcomer('Mallory');
    const result = await come(claimed({ email: parked.email }));
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.userId).toBe(parked.userId);
    expect(await world.account(parked.userId)).toMatchObject({ name: 'Grace Hopper', hasPassword: false });
    expect(await world.opens(parked.email)).toBe(false);
    expect(await world.db.select().from(signUps).where(eq(signUps.userId, parked.userId))).toEqual([]);
    expect(await confirmEmail(world.ctx(), { token: parked.token })).toEqual({
      ok: false,
      reason: 'link_invalid',
    });
    expect(await world.opens(parked.email)).toBe(false);
  });

  test('that is confirmed at the same moment belongs to one of the two, whole', async () => {
    const parked = await world.newcomer('Mallory');
    const [byLink, byProvider] = await Promise.all([
      confirmEmail(world.ctx(), { token: parked.token }),
      come(claimed({ email: parked.email })),
    ]);
    expect([byLink.ok, byProvider.ok].filter(Boolean)).toHaveLength(1);
    const account = await world.account(parked.userId);
    expect(account.hasPassword).toBe(byLink.ok);
    expect(await linked(parked.userId)).toHaveLength(byProvider.ok ? 1 : 0);
    expect(await world.opens(parked.email)).toBe(byLink.ok);
  });
});

describe('an account elsewhere that is connected', () => {
  test('is known by its id: another address there opens the same account, and the same address under another id none', async () => {
    const { person, claim } = await connected();
    const moved = await come({ ...claim, email: freshAddress(), emailVerified: false });
    expect(moved.ok && moved.value.userId).toBe(person.userId);
    expect(await come({ ...claim, subject: 'another' })).toMatchObject({ reason: 'account_exists' });
    expect(await come({ ...claim, provider: 'github' })).toMatchObject({ reason: 'account_exists' });
  });

  test('replaces the session that the browser carried', async () => {
    const { person, claim } = await connected();
    const result = await come(claim, { carried: await world.callerOf(person.secret) });
    expect(result.ok).toBe(true);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'replaced' });
  });

  test('begins no session where a second factor is on; the code finishes it', async () => {
    const { person, claim } = await connected({ provider: 'github' });
    const { seed } = await protectedPerson(person);
    const before = (await sessionsOf(person.userId)).length;
    const half = await come(claim, { remember: true });
    expect(half).toMatchObject({ ok: false, reason: 'second_factor_needed' });
    expect(await sessionsOf(person.userId)).toHaveLength(before);
    const whole = await finish(half.pending ?? '', await code(seed));
    if (!whole.ok) throw new Error(whole.reason);
    expect(await world.row(whole.value.sessionId)).toMatchObject({
      authenticatedWith: 'github+totp',
      assurance: 2,
      remembered: true,
    });
  });

  test.each([
    ['switched off', 'disabled_at', 'disabled', []],
    ['deleted', 'deletion_requested_at', 'deleted', ['reset_password']],
    ['waiting for another password', 'password_reset_required_at', 'reset_required', ['secure_account']],
  ])('opens no account that is %s, in the words for all of them', async (_what, column, closed, mailed) => {
    const { person, claim } = await connected();
    await world.db.execute(sql`update users set ${sql.raw(column)} = now() where id = ${person.userId}`);
    const before = (await sessionsOf(person.userId)).length;
    expect(await come(claim)).toEqual({ ok: false, reason: 'account_closed' });
    expect(await sessionsOf(person.userId)).toHaveLength(before);
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toEqual(mailed);
    const [last] = (await world.auditOfUser(person.userId)).slice(-1);
    expect(last).toMatchObject({ event: 'authn_login_fail', data: { closed } });
  });

  test('that is not connected learns nothing more of such an account', async () => {
    const { userId, email } = await world.person();
    await setDisabled(world.db, userId, true);
    expect(await come(claimed({ email }))).toEqual({ ok: false, reason: 'account_closed' });
    expect(await linked(userId)).toEqual([]);
  });
});

test('no password opens an account that has none, and the answer is that of a wrong one', async () => {
  const claim = claimed();
  await come(claim);
  const typed = { email: claim.email, password, remember: false };
  expect(await signIn(world.ctx(), typed)).toEqual({ ok: false, reason: 'invalid_credentials' });
});
