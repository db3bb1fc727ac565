import { describe, expect, test } from 'vitest';
import { slugField, slugFor, slugIn } from './slug';

const said = (text: string) => {
  const parsed = slugField.safeParse(text);
  return parsed.success ? parsed.data : parsed.error.issues[0]?.message;
};

describe('an address that is chosen', () => {
  test.each([
    ['acme', 'acme'],
    [' Acme ', 'acme'],
    ['a1', 'a1'],
    ['a-b-c', 'a-b-c'],
    ['x'.repeat(39), 'x'.repeat(39)],
  ])('%j fits', (typed, kept) => expect(said(typed)).toBe(kept));

  test.each([
    ['a', 'Use 2 to 39 characters.'],
    ['x'.repeat(40), 'Use 2 to 39 characters.'],
    ['a--b', 'Use letters a to z, digits, and single hyphens between them.'],
    ['-ab', 'Use letters a to z, digits, and single hyphens between them.'],
    ['ab-', 'Use letters a to z, digits, and single hyphens between them.'],
    ['añb', 'Use letters a to z, digits, and single hyphens between them.'],
    ['../admin', 'Use letters a to z, digits, and single hyphens between them.'],
    ['admin', 'This address is reserved. Choose another one.'],
    ['mine', 'This address is reserved. Choose another one.'],
  ])('%j is refused: %s', (typed, sentence) => expect(said(typed)).toBe(sentence));
});

test.each([
  ['Ada Lovelace', 'ada-lovelace'],
  ['Müller & Söhne', 'muller-sohne'],
  ['  --Acme--  ', 'acme'],
  ['李小龍', 'org-my'],
  ['Admin', 'org-admin'],
  ['X', 'org-x'],
  ['A very long name that goes on and on and on for ever', 'a-very-long-name-that-goes-on'],
])('an address made from %j is %s, and fits', (name, slug) => {
  expect(slugFor(name)).toBe(slug);
  expect(said(slugFor(name))).toBe(slug);
  expect(said(slugFor(name, 'a1b2c3'))).toBe(slugFor(name, 'a1b2c3'));
});

test.each([
  ['/o/acme', 'acme'],
  ['/o/acme/projects?x=1', 'acme'],
  ['/o/acme?x=1', 'acme'],
  ['/o/ACME', undefined],
  ['/o/', undefined],
  ['/organizations', undefined],
  ['/x/o/acme', undefined],
  [null, undefined],
])('the organization in %j is %s', (path, slug) => expect(slugIn(path)).toBe(slug));
