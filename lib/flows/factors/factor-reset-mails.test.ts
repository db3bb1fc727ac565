import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { mails } from '../../../db/schema/mails';
import { factorWorld } from '../../../tests/support/factors';
import { trailOf } from '../../../tests/support/flow-world';
import { mailWorld } from '../../../tests/support/mail-world';
import { addEmailChange, confirmChange } from '../../account/email-changes';
import { setEmail } from '../../account/store';
import { findOpenReset } from '../../factor-reset/store';
import { linkAbout } from '../account/look-up-link';
import { sendFactorResetLinks } from '../scheduled/send-factor-reset-links';
import { cancelFactorResetByLink, cancelFactorResetHere } from './cancel-factor-reset';
import { finishFactorReset, requestFactorReset } from './reset-factors';

const { people: world, send } = mailWorld();
const { protectedPerson, pending } = factorWorld(world);
const hours = 3600;

const kinds = async (email: string) =>
  (await world.mailsTo(email)).map(({ kind }) => kind).filter((kind) => kind.startsWith('factor'));
const openOf = (userId: string) => findOpenReset(world.db, userId, world.policy);
const ageReset = (userId: string, seconds: number) =>
  world.db.execute(
    sql`update factor_resets set requested_at = now() - make_interval(secs => ${seconds}) where user_id = ${userId}`,
  );
const ageLink = (userId: string, seconds: number) =>
  world.db.execute(
    sql`update factor_resets set link_queued_at = now() - make_interval(secs => ${seconds}) where user_id = ${userId}`,
  );
const request = async (email: string) => requestFactorReset(world.ctx(), { pending: await pending(email) });

/** Asked for; what was mailed before is gone. */
async function asked(email?: string) {
  const person = await protectedPerson();
  await world.db.delete(mails).where(eq(mails.recipient, person.email));
  const result = await request(email ?? person.email);
  if (!result.ok) throw new Error(result.reason);
  return { ...person, resetId: result.value.id };
}

/** Whose account has gone to a new address, which the old one can still undo. */
async function moved() {
  const person = await protectedPerson();
  const { userId, email: oldEmail } = person;
  const newEmail = `new-${oldEmail}`;
  const changeId = await addEmailChange(world.db, { userId, oldEmail, newEmail });
  await confirmChange(world.db, changeId);
  await setEmail(world.db, userId, newEmail);
  await world.db.delete(mails).where(eq(mails.recipient, oldEmail));
  return { ...person, oldEmail, newEmail, changeId };
}

describe('every address of the account', () => {
  test('is told when it begins, before it ends and when it is done; the link that does it goes to the one of now', async () => {
    const { userId, oldEmail, newEmail } = await moved();
    await request(newEmail);
    await ageReset(userId, 60 * hours);
    await sendFactorResetLinks(world.ctx());
    await ageReset(userId, 72 * hours);
    await sendFactorResetLinks(world.ctx());
    expect(await kinds(oldEmail)).toEqual(['factor_reset_requested', 'factor_reset_soon']);
    expect(await kinds(newEmail)).toEqual([
      ...['factor_reset_requested', 'factor_reset_soon', 'factor_reset_ready'],
    ]);
    const token = await world.link(userId, 'finish_factor_reset', (await openOf(userId))?.id);
    expect((await finishFactorReset(world.ctx(), { token })).ok).toBe(true);
    for (const email of [oldEmail, newEmail]) expect(await kinds(email)).toContain('factors_reset');
  });

  test('is one that can take it back: not one whose time for that is over', async () => {
    const { userId, oldEmail, newEmail, changeId } = await moved();
    await world.db.execute(
      sql`update email_changes set confirmed_at = now() - interval '7 days' where id = ${changeId}`,
    );
    await request(newEmail);
    expect(await kinds(oldEmail)).toEqual([]);
    expect(await openOf(userId)).toBeDefined();
  });
});

describe('the reminder', () => {
  test.each([
    [48 * hours - 5, 0],
    [48 * hours, 1],
    [48 * hours + 1, 1],
    [72 * hours - 5, 1],
    [72 * hours, 0],
  ])(
    '%d s after the request goes out: %d, however often and on however many instances its job runs',
    async (age, count) => {
      const { userId, email } = await asked();
      await ageReset(userId, age);
      await Promise.all(Array.from({ length: 5 }, () => sendFactorResetLinks(world.ctx())));
      await sendFactorResetLinks(world.ctx());
      const soon = (await kinds(email)).filter((kind) => kind === 'factor_reset_soon');
      expect(soon).toHaveLength(count);
    },
  );

  test('and the link are not sent any more when it was stopped while they waited in the outbox', async () => {
    const { userId, email, secret } = await asked();
    await ageReset(userId, 60 * hours);
    await sendFactorResetLinks(world.ctx());
    await ageReset(userId, 72 * hours);
    await sendFactorResetLinks(world.ctx());
    const rows = await world.mailsTo(email);
    const ids = rows.filter(({ kind }) => /soon|ready/.test(kind)).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    await cancelFactorResetHere(await world.signedIn(secret));
    for (const id of ids) expect(await send(id)).toBe('dropped');
  });
});

describe('a link', () => {
  test('that comes too early is refused and stays as good as it was', async () => {
    const { userId, resetId } = await asked();
    const token = await world.link(userId, 'finish_factor_reset', resetId);
    await ageReset(userId, 72 * hours - 5);
    expect((await finishFactorReset(world.ctx(), { token })).ok).toBe(false);
    expect(await world.works(token, 'finish_factor_reset')).toBe(true);
    expect((await world.account(userId)).assurance).toBe(2);
    await ageReset(userId, 72 * hours);
    expect((await finishFactorReset(world.ctx(), { token })).ok).toBe(true);
  });

  test.each([
    ['switched off', sql`disabled_at = now()`],
    ['about to be deleted', sql`deletion_requested_at = now()`],
    ['an administrator’s by now', sql`role = 'administrator'`],
  ])('does nothing to an account that is %s', async (_what, change) => {
    const { userId, resetId } = await asked();
    await ageReset(userId, 72 * hours);
    const token = await world.link(userId, 'finish_factor_reset', resetId);
    await world.db.execute(sql`update users set ${change} where id = ${userId}`);
    expect((await finishFactorReset(world.ctx(), { token })).ok).toBe(false);
    expect((await world.account(userId)).assurance).toBe(2);
    expect(await openOf(userId)).toBeDefined();
  });

  test('to either end leads nowhere once it was stopped, and its page says so', async () => {
    const { userId, resetId } = await asked();
    await ageReset(userId, 72 * hours);
    const stop = () => world.link(userId, 'cancel_factor_reset', resetId);
    const [first, second] = [await stop(), await stop()];
    const done = await world.link(userId, 'finish_factor_reset', resetId);
    const page = (token: string) =>
      linkAbout(world.ctx(), token, ['cancel_factor_reset', 'finish_factor_reset']);
    for (const token of [first, second, done]) expect(await page(token)).toBeDefined();
    expect((await cancelFactorResetByLink(world.ctx(), { token: first })).ok).toBe(true);
    for (const token of [first, second, done]) expect(await page(token)).toBeUndefined();
  });

  test('nobody used does not keep its person from beginning again', async () => {
    const { userId, email, resetId } = await asked();
    await ageReset(userId, 72 * hours);
    await sendFactorResetLinks(world.ctx());
    await ageLink(userId, 24 * hours - 5);
    expect(await request(email)).toMatchObject({ ok: true, value: { id: resetId, link: 'mailed' } });
    await ageLink(userId, 24 * hours);
    const again = await request(email);
    expect(again).toMatchObject({ ok: true, value: { link: 'none' } });
    expect(again.ok && again.value.id).not.toBe(resetId);
    expect(trailOf(await world.auditOfUser(userId))).toContain('factor_reset_cancelled');
  });
});

test('what was under way before does not open an account that has nothing but its password', async () => {
  const { userId, email, resetId } = await asked();
  const newEmail = `thief-${email}`;
  const changeId = await addEmailChange(world.db, { userId, oldEmail: email, newEmail });
  const change = await world.link(userId, 'confirm_new_email', changeId);
  await ageReset(userId, 72 * hours);
  const token = await world.link(userId, 'finish_factor_reset', resetId);
  expect((await finishFactorReset(world.ctx(), { token })).ok).toBe(true);
  expect(await world.works(change, 'confirm_new_email')).toBe(false);
});
