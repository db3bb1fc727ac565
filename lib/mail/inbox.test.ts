import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inboxTransport, readInbox } from './inbox';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'inbox-')), 'inbox');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const message = (id: string, to = 'ada@example.com') => ({
  id,
  to,
  subject: `Mail ${id}`,
  text: 'Hello,\n\nConfirm email:\nhttp://localhost:3000/verify-email?token=x\n\nnot https://a.example here',
  html: '<p>Hello</p>',
});

test('keeps what is sent, newest first, with its links, for another process to read', async () => {
  const transport = inboxTransport(folder);
  for (const id of ['a', 'b', 'c'])
    await transport.deliver(message(id, id === 'b' ? 'Grace@example.com' : undefined));
  const all = await readInbox(folder);
  expect(all.map(({ subject }) => subject).sort()).toEqual(['Mail a', 'Mail b', 'Mail c']);
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect(all[0]?.links).toEqual(['http://localhost:3000/verify-email?token=x']);
  expect((await readInbox(folder, ' grace@EXAMPLE.com ')).map(({ id }) => id)).toEqual(['b']);
  const [name = ''] = readdirSync(folder);
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

test('keeps the newest 200', async () => {
  const transport = inboxTransport(folder);
  for (let n = 1000; n < 1205; n++) await transport.deliver(message(String(n)));
  expect(readdirSync(folder)).toHaveLength(200);
  expect(await readInbox(folder)).toHaveLength(200);
});

test('is empty before the first mail, and passes over what is no mail', async () => {
  expect(await readInbox(folder)).toEqual([]);
  await inboxTransport(folder).deliver(message('a'));
  writeFileSync(join(folder, '99999999999999999-half.json'), '{"id":');
  writeFileSync(join(folder, 'notes.txt'), 'x');
  expect((await readInbox(folder)).map(({ id }) => id)).toEqual(['a']);
});
