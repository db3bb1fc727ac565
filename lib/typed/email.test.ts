import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSingleAddress } from '../config/mail-address';
import { canonicalEmail, emailSchema, normaliseEmail } from './email';

const read = (value: unknown) => {
  const result = emailSchema.safeParse(value);
  return result.success ? result.data : result.error.issues[0]?.message;
};

/** The regular expression that HTML gives for `<input type=email>`. */
const html =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

const same = (address: string): [string, string] => [address, address];

describe('is an address', () => {
  test.each([
    // Case and blanks.
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    ['\u00a0ada@example.com\u3000', 'ada@example.com'],
    // All that HTML has before the @.
    ...['ada+news', "o'hara", 'r&d', 'a/b', 'a=b', '#1', '$a', '100%', 'a*b', 'a?b', 'a^b', '_', '`a`'].map(
      (local) => same(`${local}@example.com`),
    ),
    ...['{a}', 'a|b', '~a', '-a-', '!a', '.a', 'a.', 'a..b.', '1', 'a'.repeat(64)].map((local) =>
      same(`${local}@example.com`),
    ),
    // Domains: digits, hyphens, punycode, Unicode, and the same once more.
    same('ada@example.co.uk'),
    same('ada@3com.example'),
    same('ada@a--b.example'),
    same('mei@xn--e1afmkfd.xn--p1ai'),
    ['oleg@пример.рф', 'oleg@xn--e1afmkfd.xn--p1ai'],
    ['oleg@ПРИМЕР.РФ', 'oleg@xn--e1afmkfd.xn--p1ai'],
    ['OLEG@XN--E1AFMKFD.XN--P1AI', 'oleg@xn--e1afmkfd.xn--p1ai'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@straße.example', 'ada@xn--strae-oqa.example'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@\u212Aim.example', 'ada@kim.example'],
    // What comes along when it is pasted.
    ['\u200bada@example.com', 'ada@example.com'],
    ['oleg@example.com\u202c', 'oleg@example.com'],
    ['\u202aada@example.com\u202c', 'ada@example.com'],
    ['\u2068ada@example.com\u2069', 'ada@example.com'],
    ['\ufeff ada@example.com \u00ad', 'ada@example.com'],
    ['ada@\u200bexample.\u00adcom', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['MAILTO:r%26d@example.com?subject=Hello', 'r&d@example.com'],
    ['mailto:100%@example.com', '100%@example.com'],
    ['<ada@example.com>', 'ada@example.com'],
    ['Ada Lovelace <ada@example.com>', 'ada@example.com'],
    ['"Lovelace, Ada" < ada@example.com >;', 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com'],
    ['ada@example.com;', 'ada@example.com'],
    // Other keyboards.
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
    ['ada@example。com', 'ada@example.com'],
    ['r＆d@example｡com', 'r&d@example.com'],
  ])('%j: %s', (typed, address) => {
    expect(read(typed)).toBe(address);
    expect(normaliseEmail(typed)).toBe(address);
    expect(canonicalEmail(address)).toBe(address);
    expect(address).toMatch(html);
    expect(isSingleAddress(address)).toBe(true);
  });
});

describe('is as long as it may be', () => {
  const domain = `${`${'b'.repeat(45)}.`.repeat(4)}com`;
  test('254 characters are an address, 255 are too long', () => {
    const address = (local: number) => `${'a'.repeat(local)}@${'c.'.repeat(1)}${domain}`;
    expect(address(64)).toHaveLength(254);
    expect(read(address(64))).toBe(address(64));
    expect(read(`${'a'.repeat(64)}@cc.${domain}`)).toBe('This address is too long.');
  });

  test('64 characters stand before the @, 65 are too long', () => {
    expect(read(`${'a'.repeat(64)}@example.com`)).toBe(`${'a'.repeat(64)}@example.com`);
    expect(read(`${'a'.repeat(65)}@example.com`)).toBe('This address is too long.');
  });

  test('63 characters are a label, 64 are none', () => {
    expect(read(`ada@${'b'.repeat(63)}.com`)).toBe(`ada@${'b'.repeat(63)}.com`);
    expect(read(`ada@${'b'.repeat(64)}.com`)).toBe('Enter an email address such as name@example.com.');
  });
});

describe('refused with words', () => {
  const wrong = 'Enter an email address such as name@example.com.';
  test.each([
    ...[
      undefined,
      ['a@b.co'],
      { toString: () => 'a@b.co' },
      1,
      '',
      '   ',
      '\u200b\u3000',
      '<>',
      '<\u200b>',
    ].map((typed): [unknown, string] => [typed, 'Enter your email address.']),
    ...['ada', 'ada@', '@example.com', '@', 'ada@example', 'ada@@example.com', 'a@b@example.com'].map(
      (typed): [unknown, string] => [typed, wrong],
    ),
    // A second address, a header, an end of the path.
    ['ada@example.com\r\nBcc: eve@example.com', wrong],
    ['mailto:ada@example.com%0d%0aBcc:%20eve@example.com', wrong],
    ['mailto:ada@example.com,eve@example.com', wrong],
    ['ada@example.com, eve@example.com', wrong],
    ['eve@evil.example <ada@example.com>', wrong],
    ['<ada@example.com> <eve@example.com>', wrong],
    ['ada lovelace@example.com', wrong],
    ['"ada"@example.com', wrong],
    ['ada(comment)@example.com', wrong],
    ['ada\\@example.com', wrong],
    ['ada\0@example.com', wrong],
    // Two mailboxes must not become one account.
    ['\u212Aim@example.com', wrong],
    ['josé@example.com', wrong],
    ['аda@example.com', wrong],
    ['ſ@example.com', wrong],
    // What is no name of a host.
    ...[
      '1.2.3.4',
      '[1.2.3.4]',
      '0x7f.1',
      '[::1]',
      '１.２.３.４',
      'example.1',
      '-a.com',
      'a-.com',
      'a..com',
    ].map((domain): [unknown, string] => [`ada@${domain}`, wrong]),
    ...[
      '.com',
      'exa_mple.com',
      'example.com/x',
      'example.com:25',
      'a%2f.com',
      '℀.com',
      'xn--.com',
      'a b.co',
    ].map((domain): [unknown, string] => [`ada@${domain}`, wrong]),
    [`${'a'.repeat(65_536)}@example.com`, 'This address is too long.'],
    [`ada@${'b.'.repeat(30_000)}com`, 'This address is too long.'],
  ])('%j', (typed, words) => {
    expect(read(typed)).toBe(words);
  });
});

test('what somebody else vouches for is read as it stands', () => {
  expect(canonicalEmail('Ada@Bücher.example')).toBe('ada@xn--bcher-kva.example');
  for (const other of [
    'ａｄａ@example.com',
    ' ada@example.com',
    '<ada@example.com>',
    'ad\u200ba@example.com',
  ])
    expect(canonicalEmail(other)).toBeUndefined();
});

test('what is no address is nobody’s', () => {
  expect(normaliseEmail('  JOSE\u0301@example.com')).toBe('josé@example.com');
  expect(normaliseEmail('')).toBe('');
});

test('whatever is typed, an address is one of HTML, of one recipient, and its own spelling', () => {
  const piece = fc.constantFrom(
    ...['a', 'B', '1', '.', '-', '@', '+', '&', '/', '<', '>', ' ', ',', ':', '%', '\r\n', '\0', 'mailto:'],
    ...['é', 'ß', 'К', 'K', '＠', '。', '\u200b', '\u202e', '\ufeff', '\u00ad', '℀', 'xn--', '.com', '😀'],
  );
  const typed = fc.oneof(
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const result = emailSchema.safeParse(text);
      if (!result.success) return;
      expect(result.data).toMatch(html);
      expect(result.data).toBe(result.data.toLowerCase());
      expect(isSingleAddress(result.data)).toBe(true);
      expect(canonicalEmail(result.data)).toBe(result.data);
      expect(read(result.data)).toBe(result.data);
    }),
    { numRuns: 1000 },
  );
});
