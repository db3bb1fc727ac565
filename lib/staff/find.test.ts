import { expect, test } from 'vitest';
import { readId } from './find';

const id = '5a0f7c1e-3b52-4b6e-9c55-0d1c7a52aaaa';

test.each([
  [id, id],
  [id.toUpperCase(), id],
  ['-'.repeat(36), undefined],
  [`${id} `, undefined],
  ['', undefined],
  [undefined, undefined],
])('an id in an address: %j is %j', (text, read) => expect(readId(text)).toBe(read));
