/** How it was proven who is there, and what it is worth. Pure. */

/** `assurance` as in NIST 800-63B: 2 with a second factor. A trusted device spares the code and is no factor (security.md C7). */
export type Proof =
  | { readonly with: 'password' | 'trusted device'; readonly assurance: 1 }
  | { readonly with: 'password+totp' | 'password+recovery_code'; readonly assurance: 2 };

export type SecondFactor = 'totp' | 'recovery_code';

export const byPassword: Proof = { with: 'password', assurance: 1 };
export const byTrustedDevice: Proof = { with: 'trusted device', assurance: 1 };
export const byPasswordAnd = (factor: SecondFactor): Proof => ({ with: `password+${factor}`, assurance: 2 });
