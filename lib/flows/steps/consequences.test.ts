import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { emailChanges } from '../../../db/schema/email-changes';
import { oneTimeTokens } from '../../../db/schema/one-time-tokens';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { expectedConsequences as table } from '../../../tests/support/expected-consequences';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { addEmailChange } from '../../account/email-changes';
import { lockAccount } from '../../account/store';
import { insertKey } from '../../api-key/store';
import { addEmailCode, findEmailCode } from '../../email-code/store';
import { findOpenReset, openReset } from '../../factor-reset/store';
import { isKnownDevice, rememberDevice } from '../../known-device/store';
import { isTrusted, trustDevice } from '../../known-device/trust';
import { addPending, findPending } from '../../second-factor/pending';
import { hashOfSecret } from '../../secret';
import { type AccountEvent, consequences } from './consequence-table';
import { applyConsequences } from './consequences';

const world = flowWorld();

test('every event of the table is written out here', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(consequences).sort());
});

/** A person with three sessions, two known browsers, links under way and a change of address that waits. */
async function settled() {
  const person = await world.person();
  const { userId, email } = person;
  const others = [await world.anotherSession(person), await world.anotherSession(person, { remember: true })];
  const [own, other] = [randomBytes(32), randomBytes(32)];
  for (const deviceHash of [own, other])
    await rememberDevice(world.db, { userId, deviceHash, deviceName: 'Some browser' });
  for (const held of [own, other]) await trustDevice(world.db, userId, { held, fresh: held });
  const waiting = { userId, method: 'password', remembered: false, failuresBefore: 0 } as const;
  const pending = await addPending(world.db, waiting);
  const changeId = await addEmailChange(world.db, { userId, oldEmail: email, newEmail: `new-${email}` });
  for (const purpose of ['reset_password', 'confirm_new_email'] as const)
    await world.link(userId, purpose, changeId);
  await world.link(userId, 'undo_email_change', changeId);
  await openReset(world.db, userId, world.policy);
  const codes: string[] = [];
  // That of the new address was asked for before it was the account's.
  for (const address of [email, `new-${email}`])
    for (const purpose of ['sign_in', 'step_up'] as const) {
      const asked = { email: address, purpose, remembered: false };
      codes.push((await addEmailCode(world.db, asked)).secret);
    }
  const organizationId = (await world.inOwn(person.secret)).organization.id;
  const key = { userId, name: 'A key', scopes: [], days: 90 };
  const keys = await world.db.transaction(async (tx) => [
    await insertKey(tx, key),
    await insertKey(tx, { ...key, organizationId }),
  ]);
  return { person, userId, email, others, own, other, changeId, pending, codes, keys };
}

describe.each(Object.entries(table) as [AccountEvent, (typeof table)[AccountEvent]][])(
  '%s',
  (event, cells) => {
    test('does what its row says to sessions, browsers, links and the password, and tells whom it says', async () => {
      const { person, userId, email, others, own, other, changeId, pending, codes, keys } = await settled();
      const here = { ...(await world.callerOf(person.secret)), presented: hashOfSecret(person.secret) };
      const change = { id: changeId, oldEmail: email, newEmail: `new-${email}` };
      const aftermath = await world.db.transaction(async (tx) =>
        applyConsequences(world.ctx(), tx, {
          event,
          account: await lockAccount(tx, userId),
          here,
          deviceHash: own,
          change,
          until: new Date(),
        }),
      );

      const goesOn = cells.here !== 'ends';
      expect(aftermath.secret !== undefined).toBe(goesOn);
      expect(aftermath.ended).toBe(goesOn ? 2 : 3);
      // Judged by the old secret: it is dead whatever becomes of the session.
      expect((await world.resume(person.secret)).kind).toBe(goesOn ? 'superseded' : 'ended');
      if (aftermath.secret) expect(await world.resume(aftermath.secret)).toMatchObject({ kind: 'active' });
      for (const { secret, sessionId } of others) {
        expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: cells.reason ?? event });
        expect(trailOf(await world.audit(sessionId))).toContain('session_expired');
      }

      expect([
        await isKnownDevice(world.db, email, own),
        await isKnownDevice(world.db, email, other),
      ]).toEqual(cells.devices);
      // No event leaves a browser that is spared the code, or a sign-in that waits for one.
      for (const device of [own, other])
        expect(await isTrusted(world.db, userId, device, world.policy)).toBe(false);
      expect(await findPending(world.db, pending, world.policy)).toEqual({ kind: 'over', why: 'unknown' });

      // Nor one that a code from a mail would open, from the address that the account has or had.
      const stillOpen = await Promise.all(
        codes.slice(0, 2).map(async (secret, n) => {
          const purpose = n === 0 ? 'sign_in' : 'step_up';
          return (await findEmailCode(world.db, secret, purpose, world.policy)).kind;
        }),
      );
      expect(stillOpen).toEqual(['over', 'over']);

      const links = await world.db.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, userId));
      const alive = links.filter(({ usedAt }) => usedAt === null).map(({ purpose }) => purpose);
      // What takes an account back is never made useless by what may have been done to it.
      expect(alive).toContain('undo_email_change');
      expect(alive.includes('reset_password')).toBe(cells.links);
      expect(alive.includes('confirm_new_email')).toBe(cells.links);
      const [waiting] = await world.db.select().from(emailChanges).where(eq(emailChanges.id, changeId));
      expect(waiting?.cancelledAt === null).toBe(cells.links);

      // Who has lost the password as well resets it while waiting for the second factors.
      const waits = ['password_changed', 'password_reset'].includes(event);
      const reset = await findOpenReset(world.db, userId, world.policy);
      expect(reset !== undefined).toBe(waits);

      const live = await world.db.select().from(apiKeys).where(eq(apiKeys.userId, userId));
      const opensStill = (id: string) => live.some((row) => row.id === id && row.revokedAt === null);
      expect(keys.map(({ id }) => opensStill(id))).toEqual(cells.keys);
      const reasons = live.flatMap(({ revokedReason }) => revokedReason ?? []);
      expect(new Set(reasons)).toEqual(new Set(reasons.length > 0 ? ['account'] : []));
      const told = (await world.auditOfUser(userId)).filter((line) => line.event === 'key_revoked');
      expect(told).toHaveLength(reasons.length);

      const [user] = await world.db.select().from(users).where(eq(users.id, userId));
      expect(user?.passwordResetRequiredAt !== null).toBe(cells.off);
      expect(user).toMatchObject({ sessionsEndedReason: cells.reason ?? event });
      const sent = [...(await world.mailsTo(email)), ...(await world.mailsTo(`new-${email}`))];
      const notices = sent
        .map(({ kind }) => kind)
        .filter((kind) => !['confirm_email', 'new_sign_in'].includes(kind));
      expect(notices.sort()).toEqual([...cells.mails].sort());
    });

    test('kills a session whose row was missed: it is older than the epoch', async () => {
      const { userId, secret, sessionId } = await world.person();
      await world.db
        .update(users)
        .set({ sessionsValidFrom: new Date(Date.now() + 60_000), sessionsEndedReason: cells.reason ?? event })
        .where(eq(users.id, userId));
      expect((await world.row(sessionId)).endedAt).toBeNull();
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: cells.reason ?? event });
      expect(await world.row(sessionId)).toMatchObject({ endedReason: cells.reason ?? event });
    });
  },
);

test('a change of address kills the codes of the old one and of the new one, and of nobody else', async () => {
  const { userId, email, changeId, codes } = await settled();
  const stranger = { email: `other-${email}`, purpose: 'sign_in', remembered: false } as const;
  const { secret } = await addEmailCode(world.db, stranger);
  await world.db.transaction(async (tx) => {
    const account = { ...(await lockAccount(tx, userId)), email: `new-${email}` };
    const change = { id: changeId, oldEmail: email, newEmail: account.email };
    await applyConsequences(world.ctx(), tx, { event: 'email_changed', account, change });
  });
  for (const [n, code] of [...codes, secret].entries()) {
    const purpose = n % 2 === 0 ? 'sign_in' : 'step_up';
    const { kind } = await findEmailCode(world.db, code, purpose, world.policy);
    expect(kind).toBe(code === secret ? 'waiting' : 'over');
  }
});

test('a session that begins after the event is none of its business', async () => {
  const person = await world.person();
  await world.db.transaction(async (tx) =>
    applyConsequences(world.ctx(), tx, {
      event: 'operator',
      account: await lockAccount(tx, person.userId),
    }),
  );
  const after = await world.anotherSession(person);
  expect(await world.resume(after.secret)).toMatchObject({ kind: 'active' });
  expect(await world.db.$count(sessions, eq(sessions.userId, person.userId))).toBe(2);
});
