import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { factorWorld } from '../../tests/support/factors';
import { flowWorld, type Person } from '../../tests/support/flow-world';
import { done, passkeyWorld } from '../../tests/support/passkeys';
import { listPasskeys } from '../passkey/store';
import { reportSignIn } from './report-sign-in';

const world = flowWorld();
const keys = passkeyWorld(world);
const { protectedPerson, recoveryCodes } = factorWorld(world);
const passkeysOf = (userId: string) => listPasskeys(world.db, userId);
const assuranceOf = async (userId: string) => (await world.account(userId)).assurance;

/** So many seconds ago the session began, and the passkey was added. */
async function longAgo(person: Person, { began, deed }: { began: number; deed: number }): Promise<void> {
  await world.age(person.sessionId, { signedInAt: began });
  const then = sql`now() - make_interval(secs => ${deed})`;
  await world.db.execute(sql`update passkeys set created_at = ${then} where user_id = ${person.userId}`);
  await world.db.execute(sql`update mails set created_at = ${then} where user_id = ${person.userId}`);
}

describe('“this wasn’t me”', () => {
  const reportOf = async (email: string, userId: string, kind: string) => {
    const mail = (await world.mailsTo(email)).find((each) => each.kind === kind);
    return world.link(userId, 'report_sign_in', mail?.id);
  };

  test('from the mail about a passkey takes that passkey away: it would outlive a new password', async () => {
    const person = await keys.person();
    const token = await reportOf(person.email, person.userId, 'passkey_added');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    expect(await passkeysOf(person.userId)).toEqual([]);
    expect(await assuranceOf(person.userId)).toBe(1);
  });

  test('takes an account elsewhere away that was connected since', async () => {
    const person = await world.person();
    const token = await world.link(person.userId, 'report_sign_in');
    await world.db.execute(sql`
      insert into identities (user_id, provider, subject, email, created_at)
      values (${person.userId}, 'github', ${person.userId}, 'thief@example.com', now() + interval '1 second')`);
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    const left = await world.db.execute(sql`select 1 from identities where user_id = ${person.userId}`);
    expect(left).toHaveLength(0);
  });

  test('from the mail about recovery codes makes those codes useless', async () => {
    const guarded = await protectedPerson();
    await world.db.execute(
      sql`update totp_authenticators set confirmed_at = now() - interval '1 hour' where user_id = ${guarded.userId}`,
    );
    await recoveryCodes(guarded);
    const token = await reportOf(guarded.email, guarded.userId, 'recovery_codes_renewed');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    const left = await world.db.execute(sql`select 1 from recovery_codes where user_id = ${guarded.userId}`);
    expect(left).toHaveLength(0);
    expect(await assuranceOf(guarded.userId)).toBe(2);
  });

  test('takes what the same session had added before, whose own mail nobody clicked', async () => {
    const hijacked = await keys.person();
    await longAgo(hijacked, { began: 3600, deed: 600 });
    const { userId, email } = await protectedPerson(hijacked);
    const token = await reportOf(email, userId, 'factor_added');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    expect(await passkeysOf(userId)).toEqual([]);
    expect(await assuranceOf(userId)).toBe(1);
  });

  test('leaves what is older than the session that did it, though the deed ended older ones', async () => {
    const person = await keys.person();
    await longAgo(person, { began: 7200, deed: 3600 });
    const { secret } = done(await keys.signIn(person.passkey));
    const thief = await protectedPerson({ ...person, secret });
    expect((await world.row(person.sessionId)).endedReason).toBe('factors_changed');
    const token = await reportOf(thief.email, thief.userId, 'factor_added');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    expect(await passkeysOf(person.userId)).toHaveLength(1);
  });

  test('leaves what was there before: a stolen mailbox is no way around it', async () => {
    const older = await keys.person();
    await longAgo(older, { began: 0, deed: 3600 });
    const thief = await protectedPerson(older);
    const token = await reportOf(older.email, older.userId, 'factor_added');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    expect(await passkeysOf(older.userId)).toHaveLength(1);
    const app = await world.db.execute(
      sql`select 1 from totp_authenticators where user_id = ${thief.userId}`,
    );
    expect(app).toHaveLength(0);
    expect(await assuranceOf(older.userId)).toBe(2);
  });
});
