import { expect, test } from 'vitest';
import type { Moment, Story } from '../lib/flows/session/explain-sign-out';
import { momentLine, storyLines, trustedLines } from './account-words';

const at = new Date('2026-11-21T14:03:05.123Z');
const session = {
  id: '0d1c7a52-1111-4222-8333-444455556666',
  createdAt: at,
  lastActiveAt: new Date('2026-11-21T13:33:05.123Z'),
  endedAt: at,
  endedReason: 'idle_timeout' as const,
  endedFrom: null,
  deviceName: 'Chrome on Mac',
  ip: '203.0.113.7',
  remembered: true,
  endRank: 1,
};
const event = {
  id: '1',
  userId: null,
  at,
  event: 'authn_login_fail' as const,
  outcome: 'failure',
  reason: null,
  actorId: null,
  sessionId: null,
  ip: null,
  data: { failuresInARow: 2 },
};

test.each<[string, Moment, string]>([
  [
    'begin',
    { at, kind: 'began', session },
    'Signed in, kept signed in, from 203.0.113.7  ·  Chrome on Mac [0d1c7a52]',
  ],
  ['end', { at, kind: 'ended', session }, 'Signed out: inactive for 30 minutes  ·  Chrome on Mac [0d1c7a52]'],
  ['wrong password', { at, kind: 'event', event }, 'Wrong password (authn_login_fail, failuresInARow 2)'],
  [
    'deed of an operator',
    {
      at,
      kind: 'event',
      event: { ...event, event: 'user_disabled', outcome: 'success', reason: 'operator', data: {} },
    },
    'Account disabled, by support (user_disabled, operator)',
  ],
  [
    'end of a session whose row is gone',
    {
      at,
      kind: 'event',
      event: { ...event, event: 'session_expired', outcome: 'success', reason: 'reported', data: {} },
    },
    'Signed out: reported with “This wasn’t me” (session_expired, reported)',
  ],
])('a line says the %s in plain words', (_what, moment, words) => {
  expect(momentLine(moment)).toBe(`2026-11-21 14:03:05 UTC  ${words}`);
});

test('what a browser calls itself cannot move the cursor', () => {
  const deviceName = 'Chrome\u001b[2J\r\non Mac\u202e';
  const line = momentLine({ at, kind: 'began', session: { ...session, deviceName } });
  expect(line).toContain('Chrome[2Jon Mac [0d1c7a52]');
});

test('above the moments stands what the account is', () => {
  const account: Story['account'] = {
    id: 'the-id',
    email: 'ada@example.com',
    emailVerifiedAt: null,
    disabledAt: at,
    deletionRequestedAt: at,
    passwordResetRequiredAt: at,
  };
  expect(storyLines({ account, moments: [], cut: false })).toEqual([
    'ada@example.com  (the-id)',
    "The address hasn't been confirmed.",
    'Disabled since 2026-11-21 14:03:05 UTC.',
    'Deletion requested at 2026-11-21 14:03:05 UTC.',
    'The password is disabled until a new one is chosen, since 2026-11-21 14:03:05 UTC.',
    'Nothing happened in this time.',
  ]);
});

test('a trusted browser: by which id, what it is, and until when', () => {
  const device = {
    id: session.id,
    deviceName: 'Chrome on\u001b[2J Mac',
    here: false,
    lastUsedAt: at,
    trustedUntil: new Date('2026-12-21T14:03:05.123Z'),
  };
  expect(trustedLines([device])).toEqual([
    '[0d1c7a52]  ·  Chrome on[2J Mac  ·  last used 2026-11-21 14:03:05 UTC  ·  until 2026-12-21 14:03:05 UTC',
  ]);
});
