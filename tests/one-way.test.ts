/** What is done in one way only: anyone who does it in another finds here which one. */

import { expect, test } from 'vitest';
import { isProduct, readModules } from './support/modules';
import { houseOf } from './support/places';

const all = [...readModules().values()];
const product = all.filter(isProduct);
const kindOf = (path: string) => houseOf(path).split(' ')[0] as string;

test('no connection is made whose notices nobody could hear', () => {
  const makers = all.filter(({ imports }) =>
    imports.some(({ to, typeOnly }) => to === 'postgres' && !typeOnly),
  );
  expect(makers.length).toBeGreaterThan(5);
  const deaf = makers.filter(({ text }) => {
    const made = text.match(/(?<![\w'.])postgres\(/g)?.length ?? 0;
    const hearing = text.match(/\bonnotice\b(?!.*from)/g)?.length ?? 0;
    return hearing < made;
  });
  expect(
    deaf.map(({ path }) => path),
    'pass onnotice of db/notices.ts to postgres()',
  ).toEqual([]);
});

test('a moment that lies back is counted by the database in one place', () => {
  const files = product.filter(({ path }) => path !== 'db/ago.ts' && houseOf(path) !== 'entry point');
  const faults = files.filter(({ text }) => text.includes('make_interval'));
  expect(
    faults.map(({ path }) => path),
    'say ago(length) or lasting(length) of db/ago.ts',
  ).toEqual([]);
});

test('a job keeps other instances away in one place', () => {
  const own = ['lib/flows/scheduled/on-one-instance.ts', 'db/migrate.ts', 'db/same-database.ts'];
  const faults = product.filter(({ path, text }) => !own.includes(path) && /pg_\w*advisory/.test(text));
  expect(
    faults.map(({ path }) => path),
    'name the job in lib/flows/scheduled/on-one-instance.ts',
  ).toEqual([]);
});

test('a flow or a guard opens its transaction by inTransaction, so that it can be part of another one', () => {
  const files = product.filter(({ path }) => ['room', 'steps', 'web', 'worker'].includes(kindOf(path)));
  const faults = files.filter(({ text }) => /\.transaction\(/.test(text));
  expect(
    faults.map(({ path }) => path),
    'say inTransaction(ctx, …) of lib/flows/context.ts',
  ).toEqual([]);
});

test('nothing is passed off as something else', () => {
  const files = product.filter(({ path }) => !path.startsWith('e2e/'));
  const faults = files.filter(({ text }) => /\bas unknown as [A-Z{]/.test(text));
  expect(
    faults.map(({ path }) => path),
    'say what the function really takes',
  ).toEqual([]);
});
