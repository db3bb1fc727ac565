import { composeMail } from '../../lib/mail/templates/compose';
import { minutes } from '../../lib/time';
import { expectNoSidewaysScroll } from '../support/accessible';
import { sql } from '../support/database';
import { baseUrl, secondUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { ask } from '../support/http';
import { mailsTo, waitForMail } from '../support/mail';
import type { TestPerson } from '../support/people';
import { expect, test } from '../support/test';

/** As a flow puts it there. */
const notice = ({ id, email }: TestPerson) => sql`
  with mail as (
    insert into mails (kind, recipient, user_id, facts)
    values ('password_changed', ${email}, ${id}, ${sql.json({ device: 'Chrome on Mac' })}) returning id
  )
  select graphile_worker.add_job('send_mail', json_build_object('mailId', id), job_key => id::text) from mail`;

test('what is in the outbox is sent within moments, once, by one of two instances', async ({ person }) => {
  await notice(person);
  const mail = await waitForMail(person.email, { subject: 'password was changed' });
  expect(mail.links).toEqual([
    expect.stringMatching(/^http:\/\/localhost:\d+\/report-sign-in\?token=[\w-]{43}$/),
  ]);
  expect([baseUrl(), secondUrl()].some((url) => mail.text.includes(`${url}/report-sign-in?token=`))).toBe(
    true,
  );
  expect(mail.html).toContain('<html');
  await expect
    .poll(
      async () =>
        (await sql`select 1 from mails where recipient = ${person.email} and sent_at is not null`).length,
    )
    .toBe(1);
  expect(mailsTo(person.email)).toHaveLength(1);
});

test('a build has no inbox of development, for nobody', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const at of [baseUrl(), secondUrl()]) {
    for (const path of [
      '/dev/inbox',
      '/dev/inbox?to=ada@example.com',
      '/api/dev/inbox',
      '/api/dev/inbox?to=x',
    ]) {
      expect((await ask(path, { at })).status, path).toBe(404);
      expect((await ask(path, { at, cookie })).status, path).toBe(404);
      expect((await ask(path, { at, headers: { rsc: '1' } })).text, path).not.toContain('token=');
    }
  }
});

test('an address without a place to break at does not widen the mail on a phone', async ({ page }) => {
  const newEmail = `${'a'.repeat(60)}@${'b'.repeat(60)}.example`;
  const mail = await composeMail(
    {
      kind: 'email_change_requested',
      recipient: 'ada@example.com',
      facts: { device: 'Chrome on Mac', changeId: '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01', newEmail },
    },
    {
      appUrl: new URL(baseUrl()),
      at: new Date('2026-11-12T15:17:09Z'),
      token: 'T'.repeat(43),
      lifetime: minutes(30),
    },
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.setContent(mail.html);
  await expect(page.getByText(newEmail)).toBeVisible();
  await expectNoSidewaysScroll(page);
});
