import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { expectNotice } from '../vitest.setup';
import { connect } from './client';
import { onnotice } from './notices';

const { admin } = inject('databases');

test('a warning of the database is heard on every kind of connection of ours', async () => {
  expectNotice(/^WARNING: one$/, /^WARNING: two$/);
  const warn = (word: string) => `do $$ begin raise warning '${word}'; end $$`;
  const bare = postgres(admin, { max: 1, onnotice });
  expect([...(await bare.unsafe(warn('one')))]).toEqual([]);
  await bare.end();
  const db = connect(admin, { max: 1 });
  await db.$client.unsafe(warn('two'));
  await db.$client.end();
});

test('what was asked for only in case says nothing', async () => {
  const db = connect(admin, { max: 1 });
  expect([...(await db.$client.unsafe('drop table if exists never_there'))]).toEqual([]);
  await db.$client.end();
});
