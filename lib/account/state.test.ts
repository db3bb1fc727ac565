import { describe, expect, test } from 'vitest';
import { isKept, opensToSignIn, type StateFacts, stateOf } from './state';

const at = new Date('2026-01-01T00:00:00Z');
const facts = (confirmed: boolean, reset: boolean, disabled: boolean, deletion: boolean): StateFacts => ({
  emailVerifiedAt: confirmed ? at : null,
  passwordResetRequiredAt: reset ? at : null,
  disabledAt: disabled ? at : null,
  deletionRequestedAt: deletion ? at : null,
});
const [yes, no] = [true, false];

describe('an account', () => {
  test.each([
    // confirmed, reset required, switched off, deletion asked for; signs in, kept
    [yes, no, no, no, 'open', yes, yes],
    [yes, yes, no, no, 'reset_required', no, yes],
    [no, no, no, no, 'unconfirmed', no, yes],
    [no, yes, no, no, 'unconfirmed', no, yes],
    [yes, no, no, yes, 'leaving', no, no],
    [yes, yes, no, yes, 'leaving', no, no],
    [no, no, no, yes, 'leaving', no, no],
    [no, yes, no, yes, 'leaving', no, no],
    [yes, no, yes, no, 'disabled', no, no],
    [yes, yes, yes, no, 'disabled', no, no],
    [no, no, yes, no, 'disabled', no, no],
    [no, yes, yes, no, 'disabled', no, no],
    [yes, no, yes, yes, 'disabled', no, no],
    [yes, yes, yes, yes, 'disabled', no, no],
    [no, no, yes, yes, 'disabled', no, no],
    [no, yes, yes, yes, 'disabled', no, no],
  ])(
    'confirmed %s, reset required %s, switched off %s, deletion asked for %s is %s',
    (confirmed, reset, disabled, deletion, state, signsIn, kept) => {
      const account = facts(confirmed, reset, disabled, deletion);
      expect(stateOf(account)).toBe(state);
      expect(opensToSignIn(account)).toBe(signsIn);
      expect(isKept(account)).toBe(kept);
    },
  );
});
