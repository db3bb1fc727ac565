import { describe, expect, test } from 'vitest';
import {
  expectedLinks as expected,
  mailFacts as facts,
  mailToken as token,
} from '../../tests/support/expected-mails';
import { product } from '../config/product';
import { minutes } from '../time';
import { causedByStrangers, type Mail, type NothingChosen, type WrittenKind } from './kinds';
import type { MailWords } from './letter';
import { isMailKind, linkTo, tokenLinkOf } from './links';
import { composeMail } from './templates/compose';

const kinds = Object.keys(facts) as WrittenKind[];
const options = {
  appUrl: new URL('https://app.test'),
  at: new Date('2026-11-12T15:17:09Z'),
  token,
  code: '04815162',
  lifetime: minutes(30),
};
const mailOf = (kind: WrittenKind, more: object = {}) =>
  ({ kind, recipient: 'ada@example.com', facts: { ...facts[kind], ...more } }) as Mail;
const compose = (kind: WrittenKind, more?: object) => composeMail(mailOf(kind, more), options);

const hrefs = (html: string) => [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, url = '']) => url);

describe.each(kinds)('the mail %s', (kind) => {
  test('has its subject, and the same links in its text, each on a line of its own, and in its html', async () => {
    const { subject, text, html } = await compose(kind);
    expect(subject).toContain(product.name);
    expect(subject.replace(product.name, 'Product')).toMatch(/^[A-Z][\x20-\x7e]{10,70}$/);
    expect(text.match(/^https?:\/\/\S+$/gm) ?? []).toEqual(expected[kind]);
    expect(text.match(/https?:\/\//g) ?? []).toHaveLength(expected[kind].length);
    expect(hrefs(html)).toEqual(expected[kind]);
    expect(html).toContain('<html');
  });

  test('loads nothing, says nothing twice, and names the zone of its time', async () => {
    const { text, html } = await compose(kind);
    expect(html).not.toMatch(/<img|<script|url\(|@import|src=/i);
    expect(html).toMatch(/prefers-color-scheme: dark/);
    const lines = text.split('\n').filter(Boolean);
    expect(new Set(lines).size).toBe(lines.length);
    if ('device' in facts[kind]) {
      expect(text).toContain(
        'from Chrome on MacBook (Berlin, Germany) on Thursday, 12 November 2026, 3:17:09 PM (UTC).',
      );
    }
  });

  test('shows what somebody typed as text, and never lets it begin a line or a link', async () => {
    const nasty = '<img src=x onerror=alert(1)>\r\nBcc: eve@evil.example\u202e\u0000 https://evil.example/x';
    for (const text of [nasty, '<img src=x>', 'a\r\nb: c', 'Visit evil.example now', `${'x'.repeat(500)}`]) {
      const hostile = {
        name: text,
        device: text,
        place: text,
        failures: text,
        oldEmail: text,
        newEmail: text,
      };
      const own = Object.fromEntries(Object.entries(hostile).filter(([name]) => name in facts[kind]));
      const mail = await compose(kind, own);
      expect(mail.subject).toBe((await compose(kind)).subject);
      expect(mail.html).not.toMatch(/<img|<script/i);
      expect(hrefs(mail.html)).toEqual(expected[kind]);
      expect(mail.text.match(/^https?:\/\/\S+$/gm) ?? []).toEqual(expected[kind]);
      expect(mail.text).not.toMatch(/^(Bcc|b):/m);
      for (const mark of ['\u202e', '\u0000', '\r']) expect(mail.text).not.toContain(mark);
      expect(mail.text).not.toMatch(/x{255}/);
    }
  });
});

const notices: WrittenKind[] = [
  ...(['password_changed', 'password_reset', 'new_sign_in', 'email_changed_to'] as const),
  ...(['email_change_requested', 'email_changed_from'] as const),
];
test.each(notices)('the notice %s has a way to say that it was somebody else', async (kind) => {
  const { text, html } = await compose(kind);
  const label =
    kind.startsWith('email_change') && kind !== 'email_changed_to' ? 'Undo the change' : "This wasn't me";
  expect(text).toContain(`${label}:\n${expected[kind][0]}`);
  expect(html.replaceAll('&#x27;', "'")).toMatch(new RegExp(`>[^<]*${label}[^<]*<`));
});

test('a mail that a stranger can cause is told nothing that anybody chose, and would not say it', async () => {
  const nothing: NothingChosen = true;
  expect(nothing).toBe(true);
  const chosen = 'You were charged $499. Call 1-800-555-0100';
  const more = {
    name: chosen,
    oldEmail: `${chosen}@x`,
    newEmail: chosen,
    reason: chosen,
    why: chosen,
    by: chosen,
  };
  for (const kind of causedByStrangers) {
    if (kind === 'confirm_email_again') continue;
    expect(await compose(kind, more)).toEqual(await compose(kind));
  }
});

test('a mail without the link that it opens does not compile, nor one for which it is not told enough', () => {
  const subject = 'Your password was changed';
  const says = () => ({ before: ['It was changed.'], button: 'Undo' });
  const whole: MailWords<'password_changed'> = { subject, opens: 'report_sign_in', says };
  // @ts-expect-error: no button
  const linkless: MailWords<'password_changed'> = { ...whole, says: () => ({ before: [] }) };
  // @ts-expect-error: nobody says what it opens
  const aimless: MailWords<'password_changed'> = { subject, says };
  // @ts-expect-error: a button, and nothing to open
  const empty: MailWords<'password_changed'> = { subject, opens: 'nothing', says };
  // @ts-expect-error: it is not told which change it is about
  const unknowing: MailWords<'password_changed'> = { subject, opens: 'undo_email_change', says };
  expect([whole, linkless, aimless, empty, unknowing]).toHaveLength(5);
});

test('says how long a link works, by the policy', async () => {
  expect((await compose('reset_password')).text).toContain('The link expires in 30 minutes and works once.');
});

test.each(['sign_in_code', 'step_up_code'] as const)(
  '%s shows its code on a line of its own, how long it works, and nowhere that a locked screen shows it',
  async (kind) => {
    const { subject, text, html } = await compose(kind);
    expect(subject).not.toMatch(/\d/);
    expect(text).toMatch(/^Enter this code on the page .*\n\n04815162\n\nIt works for 30 minutes/);
    expect(text).toContain("If this wasn't you");
    expect(html.match(/04815162/g)).toHaveLength(1);
    expect(html.indexOf('04815162')).toBeGreaterThan(html.indexOf('<h1'));
  },
);

test('links are those of our own address, whatever path they are given', () => {
  const appUrl = new URL('https://app.test');
  expect(linkTo(appUrl, '/verify-email', 'a_b-c')).toBe('https://app.test/verify-email?token=a_b-c');
  for (const kind of kinds) expect(tokenLinkOf(mailOf(kind))?.path ?? '/').toMatch(/^\/[a-z-]*$/);
});

test('knows its kinds and no others', () => {
  expect(kinds.every(isMailKind)).toBe(true);
  expect(['toString', '__proto__', 'constructor', '', 'confirm'].some(isMailKind)).toBe(false);
});

test.each([
  ['password', 'Someone entered your password', 'choose a new password'],
  ['email_code', 'with a code from your email', 'the password of your mailbox'],
  ['google', 'with your Google account', 'your password at Google'],
  ['github', 'with your GitHub account', 'your password at GitHub'],
  ['', 'got past the first step', 'everything you sign in with'],
])('a wait that was begun with %s says so, and what to do about it', async (begunWith, deed, remedy) => {
  const { text } = await compose('factor_reset_requested', { begunWith });
  expect(text).toContain(deed);
  expect(text).toContain(remedy);
  expect(text.includes('choose a new password')).toBe(begunWith === 'password');
});

test.each([
  ['factor_proven', 'one of them was used'],
  ['cancelled_by_link', 'with the link in an email'],
  ['cancelled', 'in Settings'],
  ['__proto__', 'by you, with a link in an email, or'],
])('a wait that was stopped, by %s, says by what', async (by, words) => {
  expect((await compose('factor_reset_cancelled', { by })).text).toContain(words);
});
