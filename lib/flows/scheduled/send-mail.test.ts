import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { mails } from '../../../db/schema/mails';
import { users } from '../../../db/schema/users';
import { script, startChild } from '../../../scripts/child';
import { origin } from '../../../tests/support/mail-server';
import { mailWorld } from '../../../tests/support/mail-world';
import { product } from '../../config/product';
import { queueMail } from '../../mail/outbox';
import { peekToken } from '../../one-time-token/store';
import { signUp } from '../account/sign-up';

const world = mailWorld();
const { people } = world;

async function changed(kind: 'password_changed' | 'reset_password' = 'password_changed') {
  const person = await people.person();
  const mail = { recipient: person.email, userId: person.userId, facts: origin };
  return { person, id: await world.queue({ ...mail, kind }) };
}

const tokenIn = (text = '') => /token=([A-Za-z0-9_-]{43})/.exec(text)?.[1];

describe('the outbox', () => {
  test('has the mail and its job when the transaction commits, and neither when it does not', async () => {
    const { id } = await changed();
    expect(await world.rowOf(id)).toMatchObject({
      attempts: 0,
      sentAt: null,
      facts: { device: 'Chrome on Mac' },
    });
    expect(await world.jobs(id)).toEqual([{ attempts: 0, max_attempts: 25, due: true }]);

    const before = await people.db.$count(mails);
    const counted = () =>
      people.db.execute(sql`select id from graphile_worker.jobs`).then(({ length }) => length);
    const jobsBefore = await counted();
    await expect(
      people.db.transaction(async (tx) => {
        await queueMail(tx, { kind: 'account_deleted', recipient: 'ada@example.com', facts: {} });
        throw new Error('something else went wrong');
      }),
    ).rejects.toThrow('something else');
    expect(await people.db.$count(mails)).toBe(before);
    expect(await counted()).toBe(jobsBefore);
  });
});

describe('a mail', () => {
  test('is sent once, with a link that works, and an id made from its own', async () => {
    const { person, id } = await changed();
    expect(await world.send(id)).toBe('sent');
    expect(await world.send(id)).toBe('not_ours');
    const [mail, ...more] = world.takenBy(person.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      subject: `Your ${product.name} password was changed`,
      from: 'no-reply@app.test',
    });
    expect(mail?.headers).toMatchObject({
      'message-id': `<${id}@app.test>`,
      from: 'The Product <no-reply@app.test>',
      to: person.email,
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.text).toContain("This wasn't me:\nhttps://app.test/report-sign-in?token=");
    const token = tokenIn(mail?.text);
    expect(mail?.html).toContain(`https://app.test/report-sign-in?token=${token}`);
    expect(await peekToken(people.db, token, 'report_sign_in', people.policy)).toMatchObject({
      userId: person.userId,
    });
    const row = await world.rowOf(id);
    expect(row).toMatchObject({ attempts: 1, droppedAt: null });
    expect(row.sentAt).not.toBeNull();
  });

  test('goes out once where two workers take it at the same moment', async () => {
    const { person, id } = await changed();
    const outcomes = await Promise.all([1, 2, 3].map(() => world.send(id)));
    expect(outcomes.sort()).toEqual(['not_ours', 'not_ours', 'sent']);
    expect(world.takenBy(person.email)).toHaveLength(1);
    expect(await world.tokensOf(person.userId)).toHaveLength(1);
  });

  test('to an address without an account, or a disabled one, is dropped unsent; one that is leaving gets the way back', async () => {
    const nobody = await world.queue({
      kind: 'reset_password',
      recipient: 'nobody@example.com',
      facts: origin,
    });
    const disabled = await changed('reset_password');
    const leaving = await changed('reset_password');
    const set = (userId: string, columns: object) =>
      people.db.update(users).set(columns).where(eq(users.id, userId));
    await set(disabled.person.userId, { disabledAt: sql`now()` });
    await set(leaving.person.userId, { deletionRequestedAt: sql`now()` });
    const offered = world.sink.offered;
    for (const id of [nobody, disabled.id]) {
      expect(await world.send(id)).toBe('dropped');
      expect(await world.rowOf(id)).toMatchObject({ sentAt: null, attempts: 0, droppedAt: expect.any(Date) });
      expect(await world.send(id)).toBe('not_ours');
    }
    expect(world.sink.offered).toBe(offered);
    expect(await world.tokensOf(disabled.person.userId)).toEqual([]);
    expect(await world.send(leaving.id)).toBe('sent');
    const [back] = world.takenBy(leaving.person.email);
    expect(back?.subject).toBe(`Your ${product.name} account will be deleted`);
    const way = await peekToken(people.db, tokenIn(back?.text), 'undo_deletion', people.policy);
    expect(way).toMatchObject({ userId: leaving.person.userId });
  });

  test('asked for by address opens the account that has this address when it is sent', async () => {
    const { email, userId } = await people.person();
    await world.send(await world.queue({ kind: 'reset_password', recipient: email, facts: origin }));
    const token = tokenIn(world.takenBy(email)[0]?.text);
    expect(await peekToken(people.db, token, 'reset_password', people.policy)).toMatchObject({ userId });
    expect(await peekToken(people.db, token, 'report_sign_in', people.policy)).toBeUndefined();
  });

  test('to choose a password says what becomes of the one that there is, or that there is none', async () => {
    const [has, none] = [await people.person(), await people.person()];
    await people.db.update(users).set({ hasPassword: false }).where(eq(users.id, none.userId));
    for (const { email } of [has, none])
      await world.send(await world.queue({ kind: 'reset_password', recipient: email, facts: origin }));
    expect(world.takenBy(has.email)[0]?.text).toContain('your password stays as it is');
    const [first] = world.takenBy(none.email);
    expect(first?.subject).toBe(`Choose a password for ${product.name}`);
    expect(first?.text).toContain('carries on without a password');
    expect(first?.text).not.toContain('new password');
  });

  test('that leads back in is dropped when the account was taken back from its address meanwhile', async () => {
    const { email, userId } = await people.person();
    const recipient = `thief-${email}`;
    const id = await world.queue({ kind: 'secure_account', recipient, userId, facts: origin });
    expect(await world.send(id)).toBe('dropped');
    expect(await world.tokensOf(userId)).toEqual([]);
    expect(world.takenBy(recipient)).toEqual([]);
  });

  test('of an account that is gone is dropped where its link needs one, and sent where it has none', async () => {
    const { person, id } = await changed();
    const last = {
      kind: 'account_deleted',
      recipient: person.email,
      userId: person.userId,
      facts: {},
    } as const;
    const farewell = await world.queue(last);
    await people.owner.delete(users).where(eq(users.id, person.userId));
    expect(await world.send(id)).toBe('dropped');
    expect(await world.send(farewell)).toBe('sent');
    expect(world.takenBy(person.email).map(({ subject }) => subject)).toEqual([
      `Your ${product.name} account is deleted`,
    ]);
  });

  test('with more than one address in its recipient is never sent', async () => {
    const recipients = [
      'a@example.com, b@example.com',
      'a@example.com\r\nBcc: b@example.com',
      '<a@example.com>',
      'a',
    ];
    const offered = world.sink.offered;
    for (const recipient of recipients)
      expect(await world.send(await world.queue({ kind: 'account_deleted', recipient, facts: {} }))).toBe(
        'dropped',
      );
    expect(world.sink.offered).toBe(offered);
  });
});

test('a process that is killed while it sends leaves the mail to the next one, at once', async () => {
  const { person, id } = await changed();
  world.sink.manner = 'hangs';
  const offered = world.sink.offered;
  const child = startChild(script('tests/support/send-one.ts', people.url, world.sink.url, id), {
    output: () => undefined,
  });
  await expect.poll(() => world.sink.offered).toBe(offered + 1);
  expect(await world.send(id)).toBe('not_ours');
  await child.stop('SIGKILL');
  world.sink.manner = 'takes';
  await expect.poll(() => world.send(id)).toBe('sent');
  expect(world.takenBy(person.email)[0]?.headers['message-id']).toBe(`<${id}@app.test>`);
});

describe('the confirmation once more', () => {
  test('confirms the very sign-up that asks, anyone who signed up with the address after it', async () => {
    const { email, userId, signUpId } = await people.newcomer();
    await signUp(people.ctx(), { name: 'Mallory', email, password: 'somebody else’s otters' });
    const facts = { ...origin, signUpId };
    const id = await world.queue({ kind: 'confirm_email_again', recipient: email, facts });
    expect(await world.send(id)).toBe('sent');
    const [mail] = world.takenBy(email);
    expect(mail?.subject).toBe(`Confirm your email for ${product.name}`);
    expect(await peekToken(people.db, tokenIn(mail?.text), 'confirm_email', people.policy)).toMatchObject({
      userId,
      subjectId: signUpId,
    });
  });

  test('is dropped for an address that is confirmed, and for one that nobody has', async () => {
    const { email } = await people.person();
    const { signUpId } = await people.newcomer();
    for (const recipient of [email, 'nobody-waits@example.com']) {
      const facts = { ...origin, signUpId };
      const id = await world.queue({ kind: 'confirm_email_again', recipient, facts });
      expect(await world.send(id)).toBe('dropped');
    }
    expect(world.takenBy(email)).toEqual([]);
  });
});
