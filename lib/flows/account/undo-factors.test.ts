import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { done, passkeyWorld } from '../../../tests/support/passkeys';
import { listPasskeys } from '../../passkey/store';
import { confirmNewEmail, requestEmailChange } from './change-email';
import { reportSignIn } from './report-sign-in';
import { undoEmailChange } from './undo-email-change';

const world = flowWorld();
const keys = passkeyWorld(world);
const { protectedPerson, recoveryCodes } = factorWorld(world);
const passkeysOf = (userId: string) => listPasskeys(world.db, userId);
const newestMailTo = async (email: string) => (await world.mailsTo(email)).at(-1)?.id;
const assuranceOf = async (userId: string) => (await world.account(userId)).assurance;

/** As if the passkey had been added so many days ago. */
async function longAgo(person: Person, days: number): Promise<void> {
  const then = sql`now() - make_interval(days => ${days})`;
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
      sql`update totp_authenticators set confirmed_at = now() - interval '8 days' where user_id = ${guarded.userId}`,
    );
    await recoveryCodes(guarded);
    const token = await reportOf(guarded.email, guarded.userId, 'recovery_codes_renewed');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    const left = await world.db.execute(sql`select 1 from recovery_codes where user_id = ${guarded.userId}`);
    expect(left).toHaveLength(0);
    expect(await assuranceOf(guarded.userId)).toBe(2);
  });

  test('takes what the same thief had added before, in a session that is over', async () => {
    const robbed = await keys.person();
    await longAgo(robbed, 2);
    const { secret } = done(await keys.signIn(robbed.passkey));
    const thief = await protectedPerson({ ...robbed, secret });
    const token = await reportOf(robbed.email, thief.userId, 'factor_added');
    expect((await reportSignIn(world.ctx(), { token })).ok).toBe(true);
    expect(await passkeysOf(robbed.userId)).toEqual([]);
    expect(await assuranceOf(robbed.userId)).toBe(1);
  });

  test('is what giving the address back means, too, and the link of an older mail goes on working', async () => {
    const robbed = await keys.person();
    const older = await reportOf(robbed.email, robbed.userId, 'passkey_added');
    const thief = done(await keys.signIn(robbed.passkey));
    const newEmail = `thief-${robbed.email}`;
    done(await requestEmailChange(await world.signedIn(thief.secret), { email: newEmail }));
    const [change] = await world.db.select().from(emailChanges).where(eq(emailChanges.userId, robbed.userId));
    const confirm = await world.link(robbed.userId, 'confirm_new_email', change?.id);
    done(await confirmNewEmail(world.ctx(), { token: confirm }));
    const theirs = await world.link(robbed.userId, 'report_sign_in', await newestMailTo(newEmail));
    const undo = await world.link(robbed.userId, 'undo_email_change', change?.id);
    expect(await undoEmailChange(world.ctx(), { token: undo })).toMatchObject({ ok: true });
    expect(await passkeysOf(robbed.userId)).toEqual([]);
    expect(await assuranceOf(robbed.userId)).toBe(1);
    expect(await world.works(older, 'report_sign_in')).toBe(true);
    expect(await world.works(theirs, 'report_sign_in')).toBe(false);
  });

  test('leaves what was there before: a stolen mailbox is no way around it', async () => {
    const older = await keys.person();
    await longAgo(older, 8);
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
