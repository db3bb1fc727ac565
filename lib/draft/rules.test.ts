import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftable, fitsDraft, isDraftForm, longestDraft } from './rules';

describe('what goes into a draft', () => {
  test.each([
    'password',
    'newPassword',
    'current-password',
    'code',
    'recoveryCode',
    'secret',
    'cardNumber',
    'cvc',
    'IBAN',
  ])('not %s', (name) => {
    expect(
      draftable([
        [name, 'x'],
        ['name', 'Bridge'],
      ]),
    ).toEqual({ name: 'Bridge' });
  });

  test.each(['$ACTION_REF_1', '$ACTION_1:0', 'idempotency-key', 'draft-form', 'id', '__proto__'])(
    'nor %s, which nobody typed',
    (name) => {
      expect(draftable([[name, 'x']])).toEqual({});
    },
  );

  test('of a field that is there twice the first, and texts alone', () => {
    const entries = [
      ['a', '1'],
      ['a', '2'],
      ['file', new Blob()],
    ] as const;
    expect(draftable(entries)).toEqual({ a: '1' });
  });

  test('without the character that Postgres cannot hold', () => {
    expect(
      draftable([
        ['a\0', 'x\0y'],
        ['b', 'half \ud83d'],
      ]),
    ).toEqual({ a: 'xy', b: 'half \ufffd' });
  });

  test('never a field with a secret’s name, whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (entries) => {
        expect(Object.keys(draftable(entries)).filter((name) => /password|code|secret/i.test(name))).toEqual(
          [],
        );
      }),
    );
  });
});

describe('a draft is bounded', () => {
  const text = (length: number) => ({ a: 'x'.repeat(length) });
  test('one character less, exactly, one more', () => {
    expect(
      [longestDraft - 2, longestDraft - 1, longestDraft].map((length) => fitsDraft(text(length))),
    ).toEqual([true, true, false]);
  });

  test('forty fields and not forty-one', () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, '']));
    expect([fitsDraft(fields(40)), fitsDraft(fields(41))]).toEqual([true, false]);
  });

  test('a text of two thousand words fits three times', () => {
    expect(fitsDraft(text('unlikely '.length * 2000 * 2))).toBe(true);
  });
});

test.each(['invoice:new', 'a', 'invoice:0f6d3f5e-8a39-4a86-9d2a-0d1e2f3a4b5c'])('%s names a form', (form) => {
  expect(isDraftForm(form)).toBe(true);
});

test.each(['', 'A', '1a', 'a b', 'a/b', "a';--", 'a'.repeat(81), 7, null, undefined])(
  '%s names none',
  (form) => {
    expect(isDraftForm(form)).toBe(false);
  },
);
