import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { done, passkeyWorld } from '../../../tests/support/passkeys';
import { makePasskey, type Twist } from '../../../tests/support/soft-passkey';
import { listPasskeys } from '../../passkey/store';
import { hashOfSecret } from '../../secret';
import { removeFactors } from '../operator/remove-factors';
import { stepUp } from '../session/step-up';
import { askForNew } from './ask-passkey';
import { turnOffAuthenticator } from './change-authenticator';
import { addNewPasskey, nameOldPasskey, removeOldPasskey } from './change-passkeys';
import { factorsOf } from './list-factors';

const world = flowWorld();
const keys = passkeyWorld(world);
const { protectedPerson, recoveryCodes } = factorWorld(world);
const passkeysOf = (userId: string) => listPasskeys(world.db, userId);
const remove = async (who: { secret: string }, id: string) =>
  removeOldPasskey(await world.signedIn(who.secret), { presented: hashOfSecret(who.secret), id });
const onlyIdOf = async (userId: string) => (await passkeysOf(userId))[0]?.id ?? '';
const assuranceOf = async (userId: string) => (await world.account(userId)).assurance;

describe('adding a passkey', () => {
  test('ends other sessions, goes on under a new secret worth two factors, and mails', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const { result } = await keys.add(person, keys.newBrowser());
    expect(done(result).ended).toBe(1);
    expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'ended', reason: 'factors_changed' });
    expect(await world.row(person.sessionId)).toMatchObject({
      authenticatedWith: 'password+passkey',
      assurance: 2,
    });
    expect(await assuranceOf(person.userId)).toBe(2);
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('passkey_added');
    expect(trailOf(await world.audit(person.sessionId))).toContain('passkey_added');
    expect(await passkeysOf(person.userId)).toMatchObject([{ lastUsedAt: null, synced: false }]);
  });

  test.each<[string, Twist]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another scheme', { origin: 'https://localhost:3000' }],
    ['another site', { rpId: 'evil.example' }],
    ['another ceremony', { type: 'webauthn.get' }],
    ['a frame of somebody else', { crossOrigin: true }],
    ['nobody looked at', { userVerified: false }],
    ['a challenge that nobody asked', { challenge: 'A'.repeat(43) }],
  ])('made for %s is refused and changes nothing', async (_what, twist) => {
    const person = await world.person();
    const { result } = await keys.add(person, keys.newBrowser(), twist);
    expect(result).toMatchObject({ ok: false, reason: 'passkey_refused' });
    expect(await passkeysOf(person.userId)).toEqual([]);
    expect(await assuranceOf(person.userId)).toBe(1);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });

  test('an answer counts in the browser, the session and for the person that were asked, once', async () => {
    const [person, stranger] = [await world.person(), await world.person()];
    const deviceHash = keys.newBrowser();
    const ctx = await world.signedIn(person.secret);
    const { answer } = makePasskey(done(await askForNew(ctx, { deviceHash })));
    const presented = hashOfSecret(person.secret);
    const elsewhere = await addNewPasskey(ctx, { presented, deviceHash: keys.newBrowser(), answer });
    expect(elsewhere).toMatchObject({ reason: 'passkey_refused' });
    const foreign = await world.signedIn(stranger.secret);
    const theirs = { presented: hashOfSecret(stranger.secret), deviceHash, answer };
    expect(await addNewPasskey(foreign, theirs)).toMatchObject({ reason: 'passkey_refused' });
    const first = await addNewPasskey(ctx, { presented, deviceHash, answer });
    const { secret } = done(first);
    const again = { presented: hashOfSecret(secret), deviceHash, answer };
    expect(await addNewPasskey(await world.signedIn(secret), again)).toMatchObject({
      reason: 'passkey_refused',
    });
    expect(await passkeysOf(person.userId)).toHaveLength(1);
    expect(await passkeysOf(stranger.userId)).toEqual([]);
  });

  test.each([
    [299, true],
    [300, false],
    [301, false],
  ])('a question %d s old can be answered: %s', async (age, works) => {
    const person = await world.person();
    const deviceHash = keys.newBrowser();
    const ctx = await world.signedIn(person.secret);
    const { answer } = makePasskey(done(await askForNew(ctx, { deviceHash })));
    await world.db.execute(
      sql`update passkey_challenges set created_at = now() - make_interval(secs => ${age}) where user_id = ${person.userId}`,
    );
    const presented = hashOfSecret(person.secret);
    expect((await addNewPasskey(ctx, { presented, deviceHash, answer })).ok).toBe(works);
  });

  test('needs fresh proof, and of somebody with a second factor proof with that', async () => {
    const person = await world.person();
    await world.age(person.sessionId, { authenticatedAt: 600 });
    const stale = await world.signedIn(person.secret);
    const deviceHash = keys.newBrowser();
    expect(await askForNew(stale, { deviceHash })).toMatchObject({ reason: 'proof_needed' });
    const guarded = await protectedPerson();
    await world.db.execute(sql`update sessions set assurance = 1 where id = ${guarded.sessionId}`);
    const weak = await world.signedIn(guarded.secret);
    expect(await askForNew(weak, { deviceHash })).toMatchObject({ reason: 'proof_needed' });
    const presented = hashOfSecret(guarded.secret);
    expect(await addNewPasskey(weak, { presented, deviceHash, answer: '{}' })).toMatchObject({
      reason: 'proof_needed',
    });
  });

  test('the twentieth is the last', async () => {
    const person = await keys.person();
    await world.db.execute(sql`
      insert into passkeys (user_id, credential_id, public_key, counter, synced, name)
      select ${person.userId}, 'filler-' || ${person.userId} || n, 'x', 0, false, 'filler' from generate_series(2, 20) n`);
    const { result } = await keys.add(person, keys.newBrowser());
    expect(result).toMatchObject({ reason: 'too_many' });
    expect(await passkeysOf(person.userId)).toHaveLength(20);
  });
});

describe('removing a passkey', () => {
  test('the last factor takes recovery codes and the second question with it', async () => {
    const person = await keys.person();
    const { secret } = await recoveryCodes(person);
    const result = await remove({ secret }, await onlyIdOf(person.userId));
    expect(done(result).secret).toBeTruthy();
    expect(await assuranceOf(person.userId)).toBe(1);
    expect(await world.opens(person.email)).toBe(true);
    const left = await world.db.execute(sql`select 1 from recovery_codes where user_id = ${person.userId}`);
    expect(left).toHaveLength(0);
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('passkey_removed');
    expect(await keys.signIn(person.passkey)).toMatchObject({ ok: false, reason: 'passkey_refused' });
  });

  test('beside an authenticator app leaves the account as strong as it was, and so the other way round', async () => {
    const guarded = await protectedPerson();
    const person = await keys.person(guarded);
    const removed = done(await remove(person, await onlyIdOf(person.userId)));
    expect(await assuranceOf(person.userId)).toBe(2);
    const { result } = await keys.add(removed, keys.newBrowser());
    const { secret } = done(result);
    const off = await turnOffAuthenticator(await world.signedIn(secret), {
      presented: hashOfSecret(secret),
    });
    expect(off.ok).toBe(true);
    expect(await assuranceOf(person.userId)).toBe(2);
  });

  test('somebody else’s is as little found as one that never was, for renaming as well', async () => {
    const [person, stranger] = [await keys.person(), await world.person()];
    const id = await onlyIdOf(person.userId);
    expect(await remove(stranger, id)).toMatchObject({ ok: false, reason: 'not_found' });
    const ctx = await world.signedIn(stranger.secret);
    expect(await nameOldPasskey(ctx, { id, name: 'Mine' })).toMatchObject({ reason: 'not_found' });
    expect((await passkeysOf(person.userId))[0]?.name).not.toBe('Mine');
    expect(await world.resume(stranger.secret)).toMatchObject({ kind: 'active' });
  });

  test('the only way in of who has no password stays', async () => {
    const person = await keys.person();
    await world.db.execute(sql`update users set has_password = false where id = ${person.userId}`);
    const id = await onlyIdOf(person.userId);
    expect(await remove(person, id)).toMatchObject({ ok: false, reason: 'last_way_in' });
    await world.db.execute(sql`
      insert into identities (user_id, provider, subject, email)
      values (${person.userId}, 'google', ${person.userId}, 'elsewhere@example.com')`);
    expect((await remove(person, id)).ok).toBe(true);
  });

  test('an operator takes all of them', async () => {
    const person = await keys.person();
    expect(await removeFactors(world.ctx(), { email: person.email })).toMatchObject({ ok: true });
    expect(await passkeysOf(person.userId)).toEqual([]);
    expect(await assuranceOf(person.userId)).toBe(1);
    expect(await removeFactors(world.ctx(), { email: person.email })).toMatchObject({ reason: 'no_factors' });
  });
});

test('the page is told what there is, the strongest first, and no key', async () => {
  const person = await keys.person();
  await nameOldPasskey(await world.signedIn(person.secret), {
    id: await onlyIdOf(person.userId),
    name: 'Office key',
  });
  const factors = await factorsOf(await world.signedIn(person.secret));
  expect(factors.list.map(({ kind }) => kind)).toEqual(['passkeys', 'password']);
  expect(Object.keys(factors.passkeys[0] ?? {}).sort()).toEqual([
    'createdAt',
    'id',
    'lastUsedAt',
    'name',
    'synced',
  ]);
  expect(factors.passkeys[0]?.name).toBe('Office key');
});

test('the password alone proves nothing in an account with a passkey', async () => {
  const person = await keys.person();
  const presented = hashOfSecret(person.secret);
  expect(await stepUp(await world.signedIn(person.secret), { password, presented })).toMatchObject({
    ok: false,
    reason: 'code_needed',
  });
});
