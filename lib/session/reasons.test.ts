import { expect, test } from 'vitest';
import { endReasons, isEndReason, isVoluntary } from './reasons';

test('what people do themselves is voluntary, everything else is not', () => {
  expect(endReasons.filter(isVoluntary)).toEqual([
    'signed_out',
    'signed_out_everywhere',
    'revoked_by_user',
    'replaced',
  ]);
  expect(isVoluntary('idle_timeout') || isVoluntary('absolute_timeout')).toBe(false);
  expect(isVoluntary('step_up_failed') || isVoluntary('account_disabled')).toBe(false);
});

test('every reason is one of the closed list, in snake case, once', () => {
  expect(endReasons.every(isEndReason)).toBe(true);
  expect(endReasons.every((reason) => /^[a-z]+(_[a-z]+)*$/.test(reason))).toBe(true);
  expect(new Set(endReasons).size).toBe(endReasons.length);
});

test.each([
  '',
  'expired',
  'IDLE_TIMEOUT',
  'idle_timeout ',
  '__proto__',
  'toString',
  null,
  undefined,
  0,
  ['replaced'],
])('%j is no reason', (text) => {
  expect(isEndReason(text)).toBe(false);
});
