import { describe, expect, test } from 'vitest';
import { emailSchema, normaliseEmail } from './email';

const read = (value: unknown) => {
  const result = emailSchema.safeParse(value);
  return result.success ? result.data : result.error.issues[0]?.message;
};

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  ['  ada@example.com\n', 'ada@example.com'],
  ['\u00a0ada@example.com\u00a0', 'ada@example.com'],
  ['ada+news@example.co.uk', 'ada+news@example.co.uk'],
  ["o'hara@example.com", "o'hara@example.com"],
])('%j is the address %s', (typed, address) => {
  expect(read(typed)).toBe(address);
});

test('composed and decomposed letters are one spelling', () => {
  expect(normaliseEmail('JOSE\u0301@example.com')).toBe(normaliseEmail('josé@example.com'));
});

test('254 characters are an address, 255 are too long', () => {
  const fits = `${'a'.repeat(64)}@${`${'b'.repeat(45)}.`.repeat(4)}com`;
  expect(fits).toHaveLength(252);
  expect(read(`aa${fits}`)).toBe(`aa${fits}`);
  expect(read(`aaa${fits}`)).toBe('This address is too long.');
});

describe('refused with words', () => {
  test.each([
    [undefined, 'Enter your email address.'],
    [['a@b.co'], 'Enter your email address.'],
    [{ toString: () => 'a@b.co' }, 'Enter your email address.'],
    [1, 'Enter your email address.'],
    ['', 'Enter your email address.'],
    ['   ', 'Enter your email address.'],
    ['ada', 'Enter an email address such as name@example.com.'],
    ['ada@', 'Enter an email address such as name@example.com.'],
    ['@example.com', 'Enter an email address such as name@example.com.'],
    ['ada@example', 'Enter an email address such as name@example.com.'],
    ['ada@@example.com', 'Enter an email address such as name@example.com.'],
    ['ada@example.com\r\nBcc: eve@example.com', 'Enter an email address such as name@example.com.'],
    ['ada lovelace@example.com', 'Enter an email address such as name@example.com.'],
    ['\u212Aim@example.com', 'Enter an email address such as name@example.com.'],
    ['<ada@example.com>', 'Enter an email address such as name@example.com.'],
    ['ada\0@example.com', 'Enter an email address such as name@example.com.'],
    [`${'a'.repeat(65_536)}@example.com`, 'This address is too long.'],
  ])('%j', (typed, words) => {
    expect(read(typed)).toBe(words);
  });
});
