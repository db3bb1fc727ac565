import { expect, test } from 'vitest';
import { readCommand, usage } from './account-arguments';

const read = (line: string) => readCommand(line.split(' ').filter(Boolean));

test.each([
  ['sign-out Ada@Example.com', { name: 'sign-out', email: 'ada@example.com' }],
  ['invite ada@example.com', { name: 'invite', email: 'ada@example.com' }],
  ['invite ada@example.com --name Ada', { name: 'invite', email: 'ada@example.com', called: 'Ada' }],
  ['enable ada@example.com', { name: 'enable', email: 'ada@example.com' }],
  ['unlock ada@example.com', { name: 'unlock', email: 'ada@example.com' }],
  ['require-reset ada@example.com', { name: 'require-reset', email: 'ada@example.com' }],
  ['remove-factors ada@example.com', { name: 'remove-factors', email: 'ada@example.com' }],
  ['disable ada@example.com', { name: 'disable', email: 'ada@example.com' }],
  ['disable --why=spam ada@example.com', { name: 'disable', email: 'ada@example.com', why: 'spam' }],
  ['trusted ada@example.com', { name: 'trusted', email: 'ada@example.com' }],
  ['end-trust ada@example.com', { name: 'end-trust', email: 'ada@example.com' }],
  [
    'end-trust ada@example.com --device 0d1c7a52',
    { name: 'end-trust', email: 'ada@example.com', device: '0d1c7a52' },
  ],
  ['why ada@example.com', { name: 'why', email: 'ada@example.com', within: 2_592_000 }],
  ['why ada@example.com --days 1', { name: 'why', email: 'ada@example.com', within: 86_400 }],
  ['why ada@example.com --days 400', { name: 'why', email: 'ada@example.com', within: 34_560_000 }],
  ['role ada@example.com support', { name: 'role', email: 'ada@example.com', role: 'support' }],
  ['role ada@example.com member', { name: 'role', email: 'ada@example.com', role: 'member' }],
  ['sign-out-everyone', { name: 'sign-out-everyone', confirmed: false }],
  ['sign-out-everyone --yes-sign-out-everyone', { name: 'sign-out-everyone', confirmed: true }],
  ['end-keys', { name: 'end-keys', confirmed: false }],
  ['end-keys --yes-end-keys', { name: 'end-keys', confirmed: true }],
])('"%s" is understood', (line, command) => {
  expect(read(line)).toEqual(command);
  expect(usage).toContain(`  ${line.split(' ')[0]} `);
});

test.each([
  ['', 'Say which command.'],
  ['delete ada@example.com', 'There is no command "delete".'],
  ['__proto__ ada@example.com', 'There is no command "__proto__".'],
  ['sign-out', 'Whose account? Write: npm run account -- sign-out name@example.com'],
  ['sign-out ada', '"ada" isn\'t an email address.'],
  ['sign-out ada@example.com grace@example.com', 'One account at a time.'],
  ['sign-out ada@example.com --why spam', '"sign-out" takes no --why.'],
  ['disable ada@example.com --days 3', '"disable" takes no --days.'],
  ['sign-out ada@example.com --yes-sign-out-everyone', '"sign-out" takes no --yes-sign-out-everyone.'],
  ['sign-out ada@example.com --name Ada', '"sign-out" takes no --name.'],
  ['invite ada@example.com --name=', '--name: Enter your name.'],
  ['role ada@example.com', '"role" takes one of member, support, administrator.'],
  ['role ada@example.com admin', '"role" takes one of member, support, administrator.'],
  ['role ada@example.com support member', 'One account at a time.'],
  ['sign-out-everyone --yes', "Unknown option '--yes'."],
  [
    'sign-out-everyone ada@example.com',
    '"sign-out-everyone" takes no address. For one person, use "sign-out".',
  ],
  ['end-keys --yes-sign-out-everyone', '"end-keys" takes no --yes-sign-out-everyone.'],
  ['sign-out-everyone --yes-end-keys', '"sign-out-everyone" takes no --yes-end-keys.'],
  ['end-keys ada@example.com', '"end-keys" takes no address: it ends the keys of everyone.'],
  ['end-trust ada@example.com --device %', '--device takes an id as "trusted" prints it.'],
  ['trusted ada@example.com --device 0d1c7a52', '"trusted" takes no --device.'],
  ['why ada@example.com --days 0', '--days takes a whole number from 1 to 400.'],
  ['why ada@example.com --days 401', '--days takes a whole number from 1 to 400.'],
  ['why ada@example.com --days soon', '--days takes a whole number from 1 to 400.'],
])('"%s" is refused, saying why', (line, fault) => {
  expect(read(line)).toBe(fault);
});

test('a reason may have 200 characters and no more', () => {
  const of = (length: number) => readCommand(['disable', 'ada@example.com', '--why', 'x'.repeat(length)]);
  expect(of(200)).toMatchObject({ why: 'x'.repeat(200) });
  expect(of(201)).toBe('--why takes at most 200 characters.');
});
