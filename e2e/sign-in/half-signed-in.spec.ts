import { age, sessionRows, sql } from '../support/database';
import { confirmed, enrol, signInToCode } from '../support/factors';
import { recordAction, replay } from '../support/forms';
import { ask } from '../support/http';
import { askRsc } from '../support/leaks';
import { canary } from '../support/people';
import { expect, test } from '../support/test';
import { addNote } from '../support/test-notes';

test('between the password and the code nothing opens: no page, no data, no action, no API', async ({
  signedIn,
  person,
  secondBrowser,
}) => {
  const note = canary();
  const { id } = await addNote(person, note);
  await enrol(signedIn);
  const rename = await recordAction(signedIn, async () => {
    await signedIn.goto('/settings/profile');
    await signedIn.getByLabel('Name').fill('Somebody Else');
    await signedIn.getByRole('button', { name: 'Save' }).first().click();
  });
  const [named] = await sql<{ name: string }[]>`select name from users where id = ${person.id}`;
  const remove = await recordAction(signedIn, async () => {
    await age(person, { stepUpSeconds: 601 });
    await signedIn.goto('/settings/security');
    await confirmed(signedIn, 'Remove authenticator app');
  });
  await sql`update users set name = 'As before' where id = ${person.id}`;

  const other = await secondBrowser();
  await signInToCode(other, person);
  const jar = (await other.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const pending = /pending-sign-in=([^;]+)/.exec(jar)?.[1] ?? '';
  expect(pending).not.toBe('');
  const live = (await sessionRows(person)).length;
  // Also where its value is put into the place of the session cookie.
  for (const cookie of [jar, `session=${pending}`, `${jar}; session=${pending}`]) {
    const headers = { cookie };
    for (const path of ['/dashboard', '/settings/security', '/settings/profile', `/test-notes/${id}`]) {
      for (const answer of [await ask(path, { headers }), await askRsc(path, { headers })])
        for (const hidden of [note, person.email, 'As before'])
          expect(answer.everything, path).not.toContain(hidden);
    }
    for (const path of ['/api/session', '/api/account/export', '/api/account/activity'])
      expect((await ask(path, { headers })).status, path).toBe(401);
    for (const action of [rename, remove]) {
      const answer = await replay(action, { headers });
      expect(answer.everything).not.toContain(person.email);
    }
  }
  expect(named?.name).toBe('Somebody Else');
  const [after] = await sql`select name, assurance from users where id = ${person.id}`;
  expect(after).toEqual({ name: 'As before', assurance: 2 });
  expect((await sessionRows(person)).length).toBe(live);
});
