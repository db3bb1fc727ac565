import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { passkeyWorld } from '../../../tests/support/passkeys';
import { findOpenReset } from '../../factor-reset/store';
import { hasPasskey } from '../../passkey/store';
import { recoveryCodesLeft } from '../../second-factor/recovery';
import { sendFactorResetLinks } from '../scheduled/send-factor-reset-links';
import { signIn } from '../sign-in/sign-in';
import { cancelFactorResetByLink, cancelFactorResetHere, openFactorReset } from './cancel-factor-reset';
import { finishFactorReset, requestFactorReset } from './reset-factors';

const world = flowWorld();
const { protectedPerson, pending, finish, code, recoveryCodes } = factorWorld(world);
const keys = passkeyWorld(world);
const invalid = { ok: false, reason: 'link_invalid' };
const hours = 3600;

const openOf = (userId: string) => findOpenReset(world.db, userId, world.policy);
const request = async (email: string) => requestFactorReset(world.ctx(), { pending: await pending(email) });
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);
const assuranceOf = async (userId: string) => (await world.account(userId)).assurance;
const ageReset = (userId: string, seconds: number) =>
  world.db.execute(
    sql`update factor_resets set requested_at = now() - make_interval(secs => ${seconds}) where user_id = ${userId}`,
  );

/** Asked for so many seconds ago, with the link that follows the wait. */
async function waiting(seconds: number) {
  const person = await protectedPerson();
  const result = await request(person.email);
  if (!result.ok) throw new Error(result.reason);
  await ageReset(person.userId, seconds);
  const reset = await openOf(person.userId);
  const id = reset?.id ?? '';
  const link = () => world.link(person.userId, 'finish_factor_reset', id);
  return { person, id, link };
}

describe('asking', () => {
  test('begins a wait of 72 hours, tells by mail, and changes nothing else', async () => {
    const person = await protectedPerson();
    const result = await request(person.email);
    if (!result.ok) throw new Error(result.reason);
    const wait = (result.value.until.getTime() - Date.now()) / 1000;
    expect(Math.abs(wait - 72 * hours)).toBeLessThan(60);
    const told = (await world.mailsTo(person.email)).find(({ kind }) => kind === 'factor_reset_requested');
    expect(told?.facts).toMatchObject({ begunWith: 'password' });
    expect(trailOf(await world.auditOfUser(person.userId))).toContain('factor_reset_requested');
    expect(await assuranceOf(person.userId)).toBe(2);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
    expect((await signIn(world.ctx(), { email: person.email, password, remember: false })).ok).toBe(false);
  });

  test('again says until when, and begins, shortens and mails nothing', async () => {
    const person = await protectedPerson();
    const first = await request(person.email);
    const mails = await kinds(person.email);
    await ageReset(person.userId, 10 * hours);
    const [before, again] = [await openOf(person.userId), await request(person.email)];
    expect(again).toMatchObject({ ok: true, value: { until: before?.until } });
    expect(first.ok && again.ok && again.value.until < first.value.until).toBe(true);
    expect(await kinds(person.email)).toEqual(mails);
    const rows = await world.db.execute(sql`select 1 from factor_resets where user_id = ${person.userId}`);
    expect(rows).toHaveLength(1);
  });

  test('twenty at once begin one, and none of them waits for a connection', async () => {
    const person = await protectedPerson();
    const waits = await pending(person.email);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => requestFactorReset(world.ctx(), { pending: waits })),
    );
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect((await kinds(person.email)).filter((kind) => kind === 'factor_reset_requested')).toHaveLength(1);
  });

  test('needs the first factor: without a half-finished sign-in nothing begins', async () => {
    const person = await protectedPerson();
    for (const held of [undefined, '', 'x'.repeat(43), null])
      expect(await requestFactorReset(world.ctx(), { pending: held })).toMatchObject({
        reason: 'pending_over',
      });
    const late = await pending(person.email);
    await world.db.execute(
      sql`update pending_sign_ins set created_at = now() - interval '5 minutes' where user_id = ${person.userId}`,
    );
    expect(await requestFactorReset(world.ctx(), { pending: late })).toMatchObject({
      reason: 'pending_over',
    });
    expect(await openOf(person.userId)).toBeUndefined();
  });

  test('is not for administrators: an operator has to make sure who asks', async () => {
    const person = await protectedPerson();
    await world.db.execute(sql`update users set role = 'administrator' where id = ${person.userId}`);
    expect(await request(person.email)).toMatchObject({ ok: false, reason: 'administrator' });
    expect(await openOf(person.userId)).toBeUndefined();
  });

  test('three times a day, and the fourth waits', async () => {
    const person = await protectedPerson();
    const ctx = await world.signedIn(person.secret);
    for (let n = 0; n < 3; n += 1) {
      expect((await request(person.email)).ok).toBe(true);
      await cancelFactorResetHere(ctx);
    }
    expect(await request(person.email)).toMatchObject({ ok: false, reason: 'rate_limited' });
    expect(trailOf(await world.auditOfUser(person.userId))).toContain('excess_rate_limit_exceeded');
    expect(await openOf(person.userId)).toBeUndefined();
  });
});

describe('the end of the wait', () => {
  test.each([
    [72 * hours - 2, 0],
    [72 * hours, 1],
    [72 * hours + 1, 1],
  ])('%d s after the request the link is mailed: %d', async (age, mails) => {
    const { person } = await waiting(age);
    await sendFactorResetLinks(world.ctx());
    const ready = () =>
      kinds(person.email).then((all) => all.filter((kind) => kind === 'factor_reset_ready'));
    expect(await ready()).toHaveLength(mails);
    await Promise.all([sendFactorResetLinks(world.ctx()), sendFactorResetLinks(world.ctx())]);
    expect(await ready()).toHaveLength(mails);
  });

  test.each([
    [72 * hours - 2, false],
    [72 * hours, true],
    [72 * hours + 1, true],
  ])('%d s after the request the link works: %s', async (age, works) => {
    const { person, link } = await waiting(age);
    const result = await finishFactorReset(world.ctx(), { token: await link() });
    expect(result.ok).toBe(works);
    expect(await assuranceOf(person.userId)).toBe(works ? 1 : 2);
  });

  test('takes every second factor, ends every session and leaves the password', async () => {
    const app = await protectedPerson();
    const person = await keys.person(app);
    await recoveryCodes(person);
    await request(person.email);
    await ageReset(person.userId, 72 * hours);
    const id = (await openOf(person.userId))?.id;
    const token = await world.link(person.userId, 'finish_factor_reset', id);
    expect(await finishFactorReset(world.ctx(), { token })).toEqual({
      ok: true,
      value: { email: person.email },
    });
    expect(await hasPasskey(world.db, person.userId)).toBe(false);
    expect(await recoveryCodesLeft(world.db, person.userId)).toBe(0);
    const live = await world.db.execute(
      sql`select 1 from sessions where user_id = ${person.userId} and ended_at is null`,
    );
    expect(live).toHaveLength(0);
    expect(await kinds(person.email)).toContain('factors_reset');
    const entered = await signIn(world.ctx(), { email: person.email, password, remember: false });
    expect(entered.ok).toBe(true);
    if (entered.ok) expect(await world.row(entered.value.sessionId)).toMatchObject({ assurance: 1 });
  });

  test('of twenty presses at once one counts', async () => {
    const { link } = await waiting(72 * hours);
    const token = await link();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => finishFactorReset(world.ctx(), { token })),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('the link works for a day, and one that nobody uses is given up', async () => {
    const { person, link } = await waiting(72 * hours);
    const token = await link();
    await world.ageLinks(person.userId, 24 * hours);
    expect(await finishFactorReset(world.ctx(), { token })).toEqual(invalid);
    await sendFactorResetLinks(world.ctx());
    await world.db.execute(
      sql`update factor_resets set link_queued_at = now() - interval '2 days' where user_id = ${person.userId}`,
    );
    await sendFactorResetLinks(world.ctx());
    expect(await openOf(person.userId)).toBeUndefined();
  });
});

describe('stopping it', () => {
  const stopped = async (userId: string, token: string) => {
    expect(await openOf(userId)).toBeUndefined();
    expect(await finishFactorReset(world.ctx(), { token })).toEqual(invalid);
    expect(await assuranceOf(userId)).toBe(2);
  };

  test('by the mailed link, once, until the very end', async () => {
    const { person, id, link } = await waiting(73 * hours);
    const token = await world.link(person.userId, 'cancel_factor_reset', id);
    expect((await cancelFactorResetByLink(world.ctx(), { token })).ok).toBe(true);
    expect(await cancelFactorResetByLink(world.ctx(), { token })).toEqual(invalid);
    expect(await kinds(person.email)).toContain('factor_reset_cancelled');
    await stopped(person.userId, await link());
  });

  test('in Settings, where it is shown', async () => {
    const { person, link } = await waiting(1);
    const ctx = await world.signedIn(person.secret);
    expect(await openFactorReset(ctx)).toMatchObject({ until: expect.any(Date) });
    await cancelFactorResetHere(ctx);
    expect(await openFactorReset(ctx)).toBeUndefined();
    await stopped(person.userId, await link());
  });

  test('by a code that is not lost after all', async () => {
    const { person, link } = await waiting(72 * hours);
    const entered = await finish(await pending(person.email), await code(person.seed));
    expect(entered.ok).toBe(true);
    expect(await kinds(person.email)).toContain('factor_reset_cancelled');
    await stopped(person.userId, await link());
  });

  test('by a passkey that is not lost after all', async () => {
    const person = await keys.person();
    await request(person.email);
    await ageReset(person.userId, 72 * hours);
    expect((await keys.signIn(person.passkey)).ok).toBe(true);
    expect(await openOf(person.userId)).toBeUndefined();
  });

  test('a link for one wait does nothing to another person’s', async () => {
    const [mine, theirs] = [await waiting(72 * hours), await waiting(72 * hours)];
    const forged = await world.link(mine.person.userId, 'finish_factor_reset', theirs.id);
    expect(await finishFactorReset(world.ctx(), { token: forged })).toEqual(invalid);
    expect(await assuranceOf(theirs.person.userId)).toBe(2);
    expect(await assuranceOf(mine.person.userId)).toBe(2);
  });
});
