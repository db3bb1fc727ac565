import { expect, test } from 'vitest';
import { product } from '../../config/product';
import { download, streamOf } from './download';

async function* parts(fault?: Error, left?: () => void) {
  try {
    yield 'one,';
    yield 'two – ';
    if (fault) throw fault;
    yield 'three';
  } finally {
    left?.();
  }
}

test('a file is saved under the product’s name and the day in UTC', async () => {
  const answer = download('activity', 'csv', new Date('2026-11-21T23:59:59Z'), streamOf(parts()));
  expect(answer.headers.get('Content-Disposition')).toBe(
    `attachment; filename="${product.slug}-activity-2026-11-21.csv"`,
  );
  expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
  expect(await answer.text()).toBe('one,two – three');
});

test('a fault on the way breaks the download off: half a file never looks whole', async () => {
  await expect(new Response(streamOf(parts(new Error('the database is gone')))).text()).rejects.toThrow();
});

test('who goes away leaves nothing running', async () => {
  let left = 0;
  const reader = streamOf(parts(undefined, () => (left += 1))).getReader();
  await reader.read();
  await reader.cancel();
  expect(left).toBe(1);
});
