import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress, networkOf, placeWords, sourceOf } from './address';

describe('with no proxy of ours in front', () => {
  test.each([
    ['nothing is forwarded', null],
    ['somebody forwards for themselves', '1.1.1.1'],
    ['somebody forwards a list', '1.1.1.1, 2.2.2.2'],
  ])('the socket’s peer is the client when %s', (_when, forwardedFor) => {
    expect(clientAddress(forwardedFor, '203.0.113.7', 0)).toBe('203.0.113.7');
  });
});

describe('behind proxies of ours', () => {
  const peer = '10.0.0.1';
  test.each([
    ['the one entry', '203.0.113.7', 1, '203.0.113.7'],
    ['the last entry, not what the client put before it', '1.1.1.1, 203.0.113.7', 1, '203.0.113.7'],
    ['the last entry of a long list', `${'1.1.1.1,'.repeat(500)}203.0.113.7`, 1, '203.0.113.7'],
    ['the last but one of two hops', '1.1.1.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
    ['the first when there are as many as hops', '203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
    ['the peer when there are fewer entries than hops', '203.0.113.7', 2, '10.0.0.1'],
    ['the peer when nothing is forwarded', null, 1, '10.0.0.1'],
    ['the peer when what is forwarded is empty', '', 1, '10.0.0.1'],
    ['the peer when it is only commas', ' , ,', 1, '10.0.0.1'],
    ['no address when the trusted entry is none', '203.0.113.7, unknown', 1, null],
  ])('the client is %s', (_which, forwardedFor, hops, address) => {
    expect(clientAddress(forwardedFor, peer, hops)).toBe(address);
  });

  test('no number of entries in front changes it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (spoofed) => {
        const forwarded = [...spoofed, '203.0.113.7'].join(',');
        expect(clientAddress(forwarded, peer, 1)).toBe('203.0.113.7');
      }),
    );
  });
});

/** docs/security.md M6 */
describe('an odd address', () => {
  test.each([
    ['unknown', null],
    ['1.2.3.4:55', '1.2.3.4'],
    [' 1.2.3.4 ', '1.2.3.4'],
    ['[::1]:9', '::1'],
    ['[::1]', '::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:443', 'fe80::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['1.2.3.4.5', null],
    ['256.1.1.1', null],
    ['12345', null],
    ['1.2.3.4/24', null],
    ['_hidden', null],
    ['<script>', null],
    ['1.2.3.4\n5.6.7.8', null],
    ['[::1', null],
    ['x'.repeat(16_384), null],
  ])('%j is read as %j', (text, address) => {
    expect(clientAddress(text, '10.0.0.1', 1)).toBe(address);
    expect(clientAddress(null, text, 0)).toBe(address);
  });

  test('a missing peer is no address', () => {
    expect(clientAddress(null, null, 0)).toBeNull();
    expect(clientAddress(null, '', 0)).toBeNull();
  });

  test('never throws, and is one that Postgres takes, or none', () => {
    const parts = fc.constantFrom(
      '1',
      '.',
      ':',
      '[',
      ']',
      '%',
      '0x7f',
      'ffff',
      '::',
      '255',
      ' ',
      '/',
      'a',
      '\0',
      '-',
    );
    const texts = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.array(parts).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const address = clientAddress(null, text, 0);
        expect(address === null || isIP(address) > 0).toBe(true);
        expect(sourceOf(address)).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('limits count by', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['203.0.113.255', '203.0.113.0/24'],
    ['203.0.114.7', '203.0.114.0/24'],
    ['10.0.0.1', '10.0.0.0/24'],
    ['2001:db8:1::1', '2001:db8:1::/48'],
    ['2001:db8:1:ffff:ffff:ffff:ffff:ffff', '2001:db8:1::/48'],
    ['2001:db8:2::1', '2001:db8:2::/48'],
  ])('of %s is %s', (address, network) => {
    for (let again = 0; again < 2; again += 1) expect(networkOf(address)).toBe(network);
  });

  test.each(['127.0.0.1', '127.8.8.8', '::1', '', null, undefined])('%s tells nothing', (address) => {
    expect(networkOf(address)).toBeNull();
  });

  test('is there for every address that a request can come from', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = clientAddress(null, text, 0);
        expect(networkOf(address) ?? '0.0.0.0/24').toMatch(/^[0-9a-f.:]+\/(24|48)$/);
      }),
    );
  });
});

test.each([
  ['127.0.0.1', 'This computer'],
  ['127.8.9.10', 'This computer'],
  ['::1', 'This computer'],
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8::7', '2001:db8::7'],
  ['10.0.0.1', '10.0.0.1'],
  [null, null],
])('in a list the address %s reads as %s', (address, words) => {
  expect(placeWords(address)).toBe(words);
});
