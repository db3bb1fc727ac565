/** How it was proven who is there, and what it is worth. Pure. */

/** What a sign-in begins with. A passkey is none of them: it is both factors at once. */
export const firstFactors = ['password', 'email_code', 'google', 'github'] as const;
export type FirstFactor = (typeof firstFactors)[number];
export type SecondFactor = 'totp' | 'recovery_code' | 'passkey';

/** `assurance` as in NIST 800-63B: 2 with a second factor. A trusted device spares the code and is no factor (docs/security.md C7). */
export type Proof =
  | {
      readonly with: FirstFactor | 'trusted device' | `${Exclude<FirstFactor, 'password'>}+trusted_device`;
      readonly assurance: 1;
    }
  | { readonly with: 'passkey' | `${FirstFactor}+${SecondFactor}`; readonly assurance: 2 };

export const byFirst = (first: FirstFactor): Proof => ({ with: first, assurance: 1 });
export const byPassword = byFirst('password');
export const byTrustedDevice = (first: FirstFactor): Proof => ({
  with: first === 'password' ? 'trusted device' : `${first}+trusted_device`,
  assurance: 1,
});
export const byPasskey: Proof = { with: 'passkey', assurance: 2 };
export const byBoth = (first: FirstFactor, second: SecondFactor): Proof => ({
  with: `${first}+${second}`,
  assurance: 2,
});

/** Whether the code was spared, in a browser that is trusted. */
export const isSpared = (proof: Proof): boolean =>
  proof.with === 'trusted device' || proof.with.endsWith('+trusted_device');

const isFirstFactor = (word: string | undefined): word is FirstFactor =>
  firstFactors.some((each) => each === word);

/**
 * Whether what a session has proven is as much as a sensitive action would ask of such an account (ASVS 7.5.1). Google and
 * GitHub let in anyone who sits in front of a browser that is signed in there, and a mailbox says less than a password.
 */
export function isProofFor(
  proven: { readonly with: string; readonly assurance: number },
  account: { readonly assurance: number; readonly hasPassword: boolean },
): boolean {
  if (proven.assurance < account.assurance) return false;
  if (proven.assurance === 2) return true;
  const [first] = proven.with.split('+');
  return first === 'email_code' ? !account.hasPassword : first !== 'google' && first !== 'github';
}

/** What a session has proven once a second factor was given in it too, from what it had proven before. */
export function completedBy(provenBefore: string, second: SecondFactor): Proof {
  const [first] = provenBefore.split('+');
  if (first === 'passkey') return byPasskey;
  return byBoth(isFirstFactor(first) ? first : 'password', second);
}

/** A code by mail proves less than a password does: it stands in where there is none, and never for a second factor (docs/security.md K14). */
export const isProvenByEmail = ({
  assurance,
  hasPassword,
}: {
  readonly assurance: number;
  readonly hasPassword: boolean;
}): boolean => assurance !== 2 && !hasPassword;

/** What a person is asked for to prove again that it is them. */
export type StepUpWay = 'passkey' | 'code' | 'password' | 'email_code';
