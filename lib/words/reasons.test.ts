import { describe, expect, test } from 'vitest';
import { endReasons } from '../session/reasons';
import { endSentence, endWords, passwordSentence, waitSentence, wrongPasswordSentence } from './reasons';

const facts = {
  idleSeconds: 1800,
  absoluteSeconds: 43_200,
  sessionLimit: 10,
  from: 'Chrome on MacBook',
  at: '3:17 PM',
};

const sentences = [
  ['signed_out', 'You signed out on this device at 3:17 PM.'],
  ['signed_out_everywhere', 'You signed out everywhere at 3:17 PM, including this device.'],
  ['revoked_by_user', 'You signed this device out from Chrome on MacBook at 3:17 PM.'],
  [
    'revoked_by_admin',
    "Our support team signed this device out at 3:17 PM. Sign in to carry on; if you didn't expect this, contact support.",
  ],
  [
    'role_changed',
    'What your account may do was changed at 3:17 PM, so every device was signed out. Sign in to carry on.',
  ],
  [
    'idle_timeout',
    'You were signed out after 30 minutes without activity. Sign in to pick up where you left off.',
  ],
  ['absolute_timeout', 'For your security, sessions end after 12 hours. Sign in to carry on.'],
  ['replaced', 'You signed in again in this browser, so the earlier session was closed.'],
  ['session_limit', 'You signed in on more than 10 devices, so the one used longest ago was signed out.'],
  [
    'step_up_failed',
    "Too many wrong passwords or codes were entered when we asked you to confirm it's you, so this device was signed out at 3:17 PM. Sign in to carry on.",
  ],
  ['password_changed', 'Your password was changed, so this device was signed out.'],
  [
    'password_reset',
    'Your password was reset from a link in your email at 3:17 PM, so every device was signed out. Sign in with the new one.',
  ],
  [
    'email_changed',
    'The email address of your account was changed at 3:17 PM, so this device was signed out. Sign in with the new address.',
  ],
  [
    'reported',
    'Your account was reported at 3:17 PM as used by someone else, so every device was signed out and the password no longer works. Choose a new one with the link in your email.',
  ],
  [
    'account_deleted',
    'Your account was deleted at 3:17 PM, so every device was signed out. The email about it has a link that brings it back.',
  ],
  [
    'operator',
    "We signed you out at 3:17 PM as a precaution. Sign in to carry on; if you didn't expect this, contact support.",
  ],
  [
    'account_disabled',
    "This account was disabled, so this device was signed out. If you didn't expect this, contact support.",
  ],
  ['support_ended', 'The visit to this account ended at 3:17 PM.'],
  [undefined, 'This browser is no longer signed in. Sign in to carry on.'],
] as const;

/** In the order of the reasons. */
const briefs = [
  'signed out on the device',
  'signed out everywhere',
  'signed out from another device',
  'signed out by support',
  'inactive for too long',
  'reached its time limit',
  'signed in again in the same browser',
  'too many devices',
  'too many wrong passwords or codes when confirming',
  'password changed',
  'password reset from an email link',
  'email address changed',
  'way of signing in changed',
  'role changed',
  'reported with “This wasn’t me”',
  'account disabled',
  'account deleted',
  'the visit ended',
  'an old token of it was used again',
  'signed out by us as a precaution',
];

describe('every end has a sentence', () => {
  test.each(sentences)('%s', (reason, sentence) => {
    expect(endSentence(reason, facts)).toBe(sentence);
  });

  test('of its own: no two reasons share one, and none is the one for "unknown"', () => {
    const own = [...endReasons, undefined].map((reason) => endSentence(reason, facts));
    expect(new Set(own).size).toBe(endReasons.length + 1);
  });

  test('also when device and time are not known', () => {
    const bare = { idleSeconds: 604_800, absoluteSeconds: 2_592_000, sessionLimit: 10 };
    expect(endSentence('signed_out', bare)).toBe('You signed out on this device.');
    expect(endSentence('revoked_by_user', bare)).toBe('You signed this device out from another device.');
    expect(endSentence('revoked_by_user', { ...bare, from: null })).toContain('from another device');
    expect(endSentence('signed_out_everywhere', bare)).toBe(
      'You signed out everywhere, including this device.',
    );
    expect(endSentence('idle_timeout', bare)).toContain('after 7 days without activity');
    expect(endSentence('absolute_timeout', bare)).toContain('end after 30 days');
  });

  test('and a short form for the history', () => {
    expect(endReasons.map((reason) => endWords(reason, {}))).toEqual(briefs);
    expect(endWords('revoked_by_user', { from: 'Safari on iPhone' })).toBe(
      'signed out from Safari on iPhone',
    );
  });

  test.each([
    [59, 'inactive for too long'],
    [60, 'inactive for 1 minute'],
    [1800, 'inactive for 30 minutes'],
    [1859, 'inactive for 30 minutes'],
    [604_800, 'inactive for 7 days'],
    [null, 'inactive for too long'],
  ])('which says how long it was idle, where that is known: %s s', (inactiveSeconds, words) => {
    expect(endWords('idle_timeout', { inactiveSeconds })).toBe(words);
  });

  test('without a code in it', () => {
    for (const reason of endReasons)
      expect(endSentence(reason, facts) + endWords(reason, {})).not.toContain('_');
  });
});

test('each fault of a password is told with its number or its reason', () => {
  const faults = ['too_short', 'too_long', 'common', 'repeated', 'sequence', 'contextual'] as const;
  const sentences = faults.map((fault) => passwordSentence(fault, { min: 15, max: 128 }));
  expect(sentences[0]).toBe('Use at least 15 characters. A few unrelated words make a good password.');
  expect(sentences[1]).toBe('Use at most 128 characters.');
  expect(new Set(sentences).size).toBe(6);
});

test.each([
  [1, '1 second'],
  [119, '1 minute 59 seconds'],
  [120, '2 minutes'],
  [121, '3 minutes'],
  [900, '15 minutes'],
  [3600, '1 hour'],
])('who has to wait %d s is told to wait %s', (seconds, words) => {
  expect(waitSentence(seconds)).toBe(`Too many tries. Wait ${words}, then try again.`);
});

test.each([
  [4, "That password isn't right. Try again."],
  [3, "That password isn't right. Try again."],
  [2, "That password isn't right. 2 tries left, then this device is signed out."],
  [1, "That password isn't right. 1 try left, then this device is signed out."],
  [undefined, "That password isn't right. Try again."],
])('with %s tries left a wrong password is answered with what the next ones cost', (left, sentence) => {
  expect(wrongPasswordSentence(left)).toBe(sentence);
});
