import { describe, expect, test } from 'vitest';
import { byBoth, byFirst, byPasskey, byPassword, byTrustedDevice, isProofFor, type Proof } from './proof';

const account = (assurance: number, hasPassword = true) => ({ assurance, hasPassword });

describe('what a session has proven is enough for a sensitive action', () => {
  test.each<[Proof, ReturnType<typeof account>, boolean]>([
    [byPassword, account(1), true],
    [byPassword, account(2), false],
    [byTrustedDevice('password'), account(1), true],
    [byTrustedDevice('password'), account(2), false],
    [byTrustedDevice('google'), account(1), false],
    [byFirst('google'), account(1), false],
    [byFirst('google'), account(1, false), false],
    [byFirst('github'), account(1, false), false],
    [byFirst('email_code'), account(1), false],
    [byFirst('email_code'), account(1, false), true],
    [byFirst('email_code'), account(2, false), false],
    [byTrustedDevice('email_code'), account(1), false],
    [byBoth('google', 'totp'), account(2, false), true],
    [byBoth('email_code', 'passkey'), account(2), true],
    [byPasskey, account(2), true],
    [byPasskey, account(1), true],
  ])('%j of %j: %s', (proof, of, enough) => {
    expect(isProofFor(proof, of)).toBe(enough);
  });
});
