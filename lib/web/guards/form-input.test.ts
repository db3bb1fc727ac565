import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseForm, typedValues } from './form-input';

type Field = [string, string | Blob];

function form(...fields: Field[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const schema = z.object({
  email: z.string('Enter your email address.').min(3, 'This is too short.'),
  password: z.string('Enter your password.').min(1, 'Enter your password.'),
});
const read = (...fields: Field[]) => parseForm(schema, form(...fields));
const faults = (...fields: Field[]) => {
  const parsed = read(...fields);
  return parsed.ok ? undefined : parsed.state.fields;
};

test('fields that fit are the input', () => {
  expect(read(['email', 'ada@example.com'], ['password', 'x'])).toEqual({
    ok: true,
    input: { email: 'ada@example.com', password: 'x' },
  });
});

test('fields nobody asked for, ids and roles among them, are dropped', () => {
  const parsed = read(
    ['email', 'a@b.c'],
    ['password', 'x'],
    ['userId', '1'],
    ['role', 'admin'],
    ['$ACTION_ID', 'y'],
  );
  expect(parsed).toEqual({ ok: true, input: { email: 'a@b.c', password: 'x' } });
});

describe('of a field sent twice the first one counts', () => {
  test('whichever is the better one', () => {
    expect(read(['email', 'first@b.c'], ['email', 'second@b.c'], ['password', 'x'])).toMatchObject({
      input: { email: 'first@b.c' },
    });
    expect(faults(['email', ''], ['email', 'second@b.c'], ['password', 'x'])).toEqual({
      email: 'This is too short.',
    });
  });
});

test('of a field sent twice the first one also comes back to the page', () => {
  const twice = form(['email', 'first'], ['name', 'Ada'], ['email', 'second'], ['name', 'Eve']);
  expect(typedValues(twice)).toEqual({ email: 'first', name: 'Ada' });
  const parsed = read(['email', 'a'], ['email', 'second@b.c'], ['password', 'x']);
  expect(parsed).toMatchObject({ ok: false, state: { values: { email: 'a' } } });
});

test('a text after a file of the same name is neither read nor echoed', () => {
  expect(typedValues(form(['email', new Blob(['x'])], ['email', 'second@b.c']))).toEqual({});
});

describe('confused types are a fault of the field and not of ours', () => {
  test.each<[string, Field[], Record<string, string>]>([
    ['nothing at all', [], { email: 'Enter your email address.', password: 'Enter your password.' }],
    [
      'a list under another name',
      [
        ['email[]', 'a@b.c'],
        ['password', 'x'],
      ],
      { email: 'Enter your email address.' },
    ],
    [
      'a file',
      [
        ['email', new Blob(['a@b.c'])],
        ['password', 'x'],
      ],
      { email: 'Enter your email address.' },
    ],
    [
      'an object under another name',
      [
        ['email.address', 'a@b.c'],
        ['password', 'x'],
      ],
      { email: 'Enter your email address.' },
    ],
  ])('%s', (_what, fields, expected) => {
    expect(faults(...fields)).toEqual(expected);
  });

  test('__proto__ and constructor change nothing', () => {
    const parsed = read(
      ['__proto__', '{"admin":true}'],
      ['constructor', 'x'],
      ['email', 'a@b.c'],
      ['password', 'x'],
    );
    expect(parsed).toEqual({ ok: true, input: { email: 'a@b.c', password: 'x' } });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

test.each(['email', 'password', 'unasked'])(
  'NUL in the field "%s" is answered, before Postgres chokes on it',
  (name) => {
    const fields = { email: 'a@b.c', password: 'x', [name]: 'a\0b' };
    expect(faults(...Object.entries(fields))).toEqual({
      [name]: "This contains a character that can't be used.",
    });
  },
);

test('64 KB of text and lone surrogates are read like any other text', () => {
  const long = 'x'.repeat(65_536);
  expect(read(['email', long], ['password', '\ud800'])).toMatchObject({ ok: true, input: { email: long } });
});

test('each field at fault has one sentence, the first one', () => {
  const strict = z.object({ a: z.string().min(2, 'one').regex(/\d/, 'two') });
  const parsed = parseForm(strict, form(['a', 'x']));
  expect(parsed).toMatchObject({ ok: false, state: { status: 'invalid', fields: { a: 'one' } } });
});

test('a fault of the whole form is its message', () => {
  const whole = z.object({ a: z.string(), b: z.string() }).refine((x) => x.a !== x.b, 'These are the same.');
  expect(parseForm(whole, form(['a', 'x'], ['b', 'x']))).toMatchObject({
    state: { message: 'These are the same.' },
  });
});

describe('what was typed', () => {
  test('comes back to the page, secrets, files and the framework’s fields excepted', () => {
    const typed = form(
      ['email', 'ada@example.com'],
      ['name', ' Ada '],
      ['password', 'correct horse'],
      ['newPassword', 'battery staple'],
      ['current-password', 'old one'],
      ['code', '123456'],
      ['recoveryCode', 'abcd'],
      ['clientSecret', 'shh'],
      ['$ACTION_KEY', 'k'],
      ['photo', new Blob(['x'])],
    );
    expect(typedValues(typed)).toEqual({ email: 'ada@example.com', name: ' Ada ' });
  });

  test('a refused form echoes no secret anywhere in its answer', () => {
    const parsed = read(
      ['email', ''],
      ['password', 'correct horse battery'],
      ['password', 'another secret one'],
    );
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toMatch(/correct horse|another secret/);
  });
});
