import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fitsCode, macOfCode, newEmailCode } from './code';

const [older, newer] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const id = randomUUID();

test('a code is eight digits, with those in front that are zero', () => {
  const codes = Array.from({ length: 2000 }, newEmailCode);
  for (const code of codes) expect(code).toMatch(/^\d{8}$/);
  expect(new Set(codes).size).toBeGreaterThan(1990);
  const firsts = new Set(codes.map(([first]) => first));
  expect(firsts.size).toBe(10);
});

test('it fits its own row and its own code, and nothing else', () => {
  const codeMac = macOfCode(id, '04815162', [newer]);
  expect(codeMac).toHaveLength(32);
  expect(fitsCode('04815162', { id, codeMac }, [newer])).toBe(true);
  expect(fitsCode('04815163', { id, codeMac }, [newer])).toBe(false);
  expect(fitsCode('4815162', { id, codeMac }, [newer])).toBe(false);
  expect(fitsCode('', { id, codeMac }, [newer])).toBe(false);
  expect(fitsCode('04815162', { id: randomUUID(), codeMac }, [newer])).toBe(false);
});

test('a row that has no code yet fits none', () => {
  for (const typed of ['', '00000000', '04815162'])
    expect(fitsCode(typed, { id, codeMac: null }, [newer])).toBe(false);
});

test('one that was made under an older secret fits as long as that is configured', () => {
  const codeMac = macOfCode(id, '04815162', [older]);
  expect(fitsCode('04815162', { id, codeMac }, [newer, older])).toBe(true);
  expect(fitsCode('04815162', { id, codeMac }, [newer])).toBe(false);
  expect(() => macOfCode(id, '04815162', [])).toThrow('no sealing secret');
});
