/** argon2id with bounded parallelism: hashing may make a sign-in wait, never the machine run out of memory. */

import { hash, verify } from '@node-rs/argon2';
import { env } from '../config/env';

/** OWASP: m = 19456 KiB, t = 2, p = 1 (security.md H11). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const wanted = '$argon2id$v=19$m=19456,t=2,p=1$';

const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running >= env().policy.passwordHashConcurrency) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Expects a normalised password no longer than the policy allows. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, parameters));

let decoy: Promise<string> | undefined;

/**
 * Verifies against a decoy where there is no account, so that both answers cost the same (security.md I8).
 * A damaged hash verifies as false.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const against = passwordHash ?? (await decoy);
  const matches = await inTurn(() => verify(against, password).catch(() => false));
  return passwordHash !== undefined && matches;
}

/** Whether the hash was made with other parameters than today's. */
export const needsRehash = (passwordHash: string) => !passwordHash.startsWith(wanted);
