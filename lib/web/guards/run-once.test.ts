import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { idempotencyKeyField } from './action-state';
import { runOnce } from './run-once';

const world = flowWorld();

function formWith(key: string, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  form.set(idempotencyKeyField, key);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Somebody with a page, and what the deeds on it have done. */
async function page() {
  const ctx = await world.signedIn((await world.person()).secret);
  const done: string[] = [];
  const send = (deed: string, form: FormData) =>
    runOnce(ctx, { deed, form }, async () => {
      done.push(deed);
      return { status: 'done', goTo: '/somewhere' };
    });
  return { done, send };
}

test('the same submission twice is one deed with one answer', async () => {
  const { done, send } = await page();
  const form = formWith(randomUUID(), { name: 'Harbour' });
  const answers = [await send('create_project', form), await send('create_project', form)];
  expect(answers).toEqual(Array(2).fill({ status: 'done', goTo: '/somewhere' }));
  expect(done).toEqual(['create_project']);
});

test('a key that another deed has used is a conflict, even where both forms hold the same', async () => {
  const { done, send } = await page();
  const form = formWith(randomUUID());
  await send('revoke_session', form);
  expect(await send('sign_out_others', form)).toMatchObject({ status: 'refused', conflict: true });
  expect(done).toEqual(['revoke_session']);
});

test('a key with other fields is refused: the first try went through', async () => {
  const { done, send } = await page();
  const key = randomUUID();
  await send('create_project', formWith(key, { name: 'Harbour' }));
  const answer = await send('create_project', formWith(key, { name: 'Lighthouse' }));
  expect(answer).toMatchObject({ status: 'refused', wentThroughBefore: true });
  expect(done).toHaveLength(1);
});
