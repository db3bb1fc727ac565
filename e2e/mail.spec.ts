import { sql } from './support/database';
import { baseUrl, secondUrl } from './support/environment';
import { cookieOf } from './support/forms';
import { ask } from './support/http';
import { mailsTo, waitForMail } from './support/mail';
import type { Person } from './support/people';
import { expect, test } from './support/test';

/** As a flow puts it there. */
const notice = ({ id, email }: Person) => sql`
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
