import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { mailWorld } from '../../../tests/support/mail-world';
import { product } from '../../config/product';
import { causedByStrangers, type MailKind } from '../../mail/kinds';
import { canonicalEmail } from '../../typed/email';
import type { AnonymousContext } from '../context';
import { askEmailCode } from '../sign-in/ask-email-code';
import { requestEmailChange } from './change-email';
import { forgotPassword } from './forgot-password';
import { signUp } from './sign-up';

const world = mailWorld();
const { people } = world;

/** Whatever a stranger can choose begins with this word. */
const mark = 'Charged499';
const anywhere = () => `${randomBytes(6).toString('hex')}@example.com`;

/** As long as a slow machine takes: nothing here is about waiting. */

/** Its browser calls itself what it likes. */
const agents = [`${mark} call-1-800/1.0 (now)`, `Mozilla/5.0 (${mark}) ${mark}/1`, `${mark}bot/1.0`];
const stranger = (userAgent: string): AnonymousContext => {
  const ctx = people.ctx();
  return { ...ctx, request: ctx.request && { ...ctx.request, userAgent } };
};

async function sent(recipient: string): Promise<MailKind[]> {
  const rows = await people.mailsTo(recipient);
  for (const { id } of rows) await world.send(id);
  return rows.map(({ kind }) => kind as MailKind);
}

test('whatever a stranger says of themselves, none of it is carried to somebody else’s address', async () => {
  const seen = new Set<MailKind>();
  for (const userAgent of agents) {
    const ctx = stranger(userAgent);
    const [nobody, { email: somebody }] = [anywhere(), await people.person()];
    const name = `${mark}: you owe us`;
    for (const email of [nobody, somebody]) {
      expect((await signUp(ctx, { name, email, password: 'an otter of my own' })).ok).toBe(true);
      await forgotPassword(ctx, { email });
      expect((await askEmailCode(ctx, { email, remember: false })).ok).toBe(true);
    }
    const own = await people.person(name);
    const email = `${mark.toLowerCase()}-${randomBytes(4).toString('hex')}@example.com`;
    await people.db.update(users).set({ email }).where(eq(users.id, own.userId));
    await people.db
      .update(sessions)
      .set({ deviceName: `${mark} device` })
      .where(eq(sessions.id, own.sessionId));
    const signedIn = { ...(await people.signedIn(own.secret)), request: ctx.request };
    const free = anywhere();
    for (const email of [free, somebody])
      expect((await requestEmailChange(signedIn, { email })).ok).toBe(true);
    for (const email of [nobody, somebody, free]) {
      for (const kind of await sent(email)) seen.add(kind);
      const mails = world.takenBy(email);
      expect(mails.length).toBeGreaterThan(0);
      for (const { subject, text, html } of mails)
        expect(`${subject}\n${text}\n${html}`.toLowerCase()).not.toContain(mark.toLowerCase());
    }
  }
  const repeated: MailKind = 'confirm_email_again';
  expect([...seen, repeated].sort()).toEqual([...causedByStrangers].sort());
});

test.each([
  ...['r&d', 'a/b', "o'hara", '100%', '-x-', '{x}|y~', '#1', '`x`', '$x', '=x', '?x'].map((local) => [
    `${local}@example.com`,
    `${local}@example.com`,
  ]),
  // RFC 5321 knows dots at the ends in quotes alone; it is the same mailbox.
  ...['x.', '.x'].map((local) => [`${local}@example.com`, `"${local}"@example.com`]),
  ['oleg@xn--e1afmkfd.xn--p1ai', 'oleg@xn--e1afmkfd.xn--p1ai'],
])('a mail to %s goes to that mailbox and to no other', async (email = '', written = '') => {
  const id = await world.queue({ kind: 'account_deleted', recipient: email, facts: {} });
  expect(await world.send(id)).toBe('sent');
  const mail = world.sink.taken.at(-1);
  expect(mail).toMatchObject({
    subject: `Your ${product.name} account is deleted`,
    headers: { to: expect.stringContaining(written) },
  });
  // The server of the tests reads names of hosts aloud.
  expect(canonicalEmail(mail?.to ?? '') ?? mail?.to).toBe(written);
});
