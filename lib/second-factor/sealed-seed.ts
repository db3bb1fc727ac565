/** Seeds at rest, bound to their person. A stolen database makes no codes (docs/security.md K4). */

import { nameOfSealKey, openUnder, sealUnder } from '../sealed';

export type SealedSeed = { readonly sealedSeed: Buffer; readonly sealedUnder: string };

const purpose = 'authenticator-seed';

/** Says which secret it was and nothing about it. */
export const nameOfKey = (secret: string): string => nameOfSealKey(secret, purpose);

/** `secrets`: newest first. Sealed with the newest. */
export function sealSeed(seed: string, userId: string, secrets: readonly string[]): SealedSeed {
  const { sealed, under } = sealUnder(secrets, seed, { purpose, boundTo: userId });
  return { sealedSeed: sealed, sealedUnder: under };
}

/** Undefined where its secret is no longer configured, or where it was tampered with. */
export const openSeed = (
  { sealedSeed, sealedUnder }: SealedSeed,
  userId: string,
  secrets: readonly string[],
): string | undefined =>
  openUnder(secrets, { sealed: sealedSeed, under: sealedUnder }, { purpose, boundTo: userId });
