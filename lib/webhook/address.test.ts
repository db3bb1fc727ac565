import { describe, expect, test } from 'vitest';
import { checkUrl, hostOf, isPublicAddress, mayReach } from './address';

const refusals: [string, string][] = [
  ['', 'not_an_address'],
  ['hooks.example.com', 'not_an_address'],
  ['https://', 'not_an_address'],
  ['http://hooks.example.com/', 'not_https'],
  ['ftp://hooks.example.com/', 'not_https'],
  ['javascript:alert(1)', 'not_https'],
  ['file:///etc/passwd', 'not_https'],
  ['https://me@hooks.example.com/', 'has_credentials'],
  ['https://me:secret@hooks.example.com/', 'has_credentials'],
  ['https://hooks.example.com/#part', 'has_fragment'],
  ['https://hooks.example.com/#', 'has_fragment'],
  ['https://hooks.example.com:22/', 'wrong_port'],
  ['https://hooks.example.com:80/', 'wrong_port'],
  ['https://hooks.example.com:1024/', 'wrong_port'],
  [`https://hooks.example.com/${'a'.repeat(500)}`, 'too_long'],
  ['https://127.0.0.1/', 'private_address'],
  ['https://127.1/', 'private_address'],
  ['https://2130706433/', 'private_address'],
  ['https://0x7f.0.0.1/', 'private_address'],
  ['https://0177.0.0.1/', 'private_address'],
  ['https://１２７.０.０.１/', 'private_address'],
  ['https://0.0.0.0/', 'private_address'],
  ['https://10.0.0.1/', 'private_address'],
  ['https://169.254.169.254/latest/meta-data', 'private_address'],
  ['https://168.63.129.16/', 'private_address'],
  ['https://[::1]/', 'private_address'],
  ['https://[::ffff:127.0.0.1]/', 'private_address'],
  ['https://[::ffff:7f00:1]/', 'private_address'],
  ['https://[64:ff9b::7f00:1]/', 'private_address'],
];

describe('an address is refused', () => {
  test.each(refusals)('%s: %s', (text, fault) => {
    expect(checkUrl(text, false)).toBe(fault);
  });
});

test.each([
  'https://hooks.example.com/',
  'https://hooks.example.com:443/in?key=1',
  'https://hooks.example.com:1025/',
  'https://hooks.example.com:8443/',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
])('%s is taken', (text) => {
  expect(checkUrl(text, false)).toEqual(new URL(text));
});

test('where private networks are allowed, also plain http on this machine is taken, and credentials are not', () => {
  expect(checkUrl('http://127.0.0.1:80/', true)).toEqual(new URL('http://127.0.0.1/'));
  expect(checkUrl('https://localhost:4000/', true)).toEqual(new URL('https://localhost:4000/'));
  expect(checkUrl('http://me@127.0.0.1/', true)).toBe('has_credentials');
});

test('a host is asked for without its brackets', () => {
  expect(hostOf(new URL('https://[2606:4700::1111]:8443/'))).toBe('2606:4700::1111');
  expect(hostOf(new URL('https://hooks.example.com/'))).toBe('hooks.example.com');
});

describe('no public address', () => {
  test.each([
    ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1'],
    ['shared (CGNAT) and metadata there', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
    ['link-local and metadata', '169.254.0.1', '169.254.169.254', 'fe80::1', 'febf::1'],
    ['unique local and metadata', 'fc00::1', 'fd00:ec2::254', 'fdff::1'],
    ['site-local', 'fec0::1'],
    ['multicast and broadcast', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
    ['reserved', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1'],
    ['documentation', '2001:db8::1', '3fff::1'],
    ['IPv4 in IPv6: mapped', '::ffff:8.8.8.8', '::ffff:127.0.0.1', '::ffff:0:127.0.0.1'],
    ['IPv4 in IPv6: compatible', '::8.8.8.8', '::127.0.0.1'],
    ['NAT64', '64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
    ['6to4 and Teredo', '2002:7f00:1::', '2002:808:808::', '2001::1'],
    ['not given out', '1::1', '4000::1', '8000::1', 'e000::1', '100::1', '5f00::1'],
    ['inside of a cloud', '168.63.129.16'],
    ['no address', '', 'localhost', 'hooks.example.com', '127.0.0.1 ', '1.2.3.4.5'],
  ])('%s', (_kind, ...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

test('what is next to it on either side is public', () => {
  const addresses = [
    ...['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
    ...['100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0'],
    ...['8.8.8.8', '168.63.129.15', '2606:4700:4700::1111', '2a00:1450:4001::1', '2003::1'],
  ];
  expect(addresses.filter((each) => !isPublicAddress(each))).toEqual([]);
});

test('where private networks are allowed, every address may be reached, and text is still none', () => {
  expect(['127.0.0.1', '::1', '10.0.0.1', '8.8.8.8'].every((each) => mayReach(each, true))).toBe(true);
  expect(mayReach('localhost', true)).toBe(false);
});
