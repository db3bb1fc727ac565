/** argon2id with bounded parallelism: hashing may make a sign-in wait, never the machine run out of memory. */

import { hash, verify } from '@node-rs/argon2';
import { env } from '../config/env';
import { type Turns, takeTurns } from '../one-at-a-time';

/** OWASP: m = 19456 KiB, t = 2, p = 1. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const wanted = '$argon2id$v=19$m=19456,t=2,p=1$';

// Some seconds of hashing; later requests get "try again" instead of hanging.
const longestQueue = 100;

let turns: Turns | undefined;

const inTurn: Turns = (work) => {
  turns ??= takeTurns(env().policy.passwordHashConcurrency, longestQueue);
  return turns(work);
};

/** Expects a normalised password no longer than the policy allows. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, parameters));

/** Of a random password that was thrown away; made with today's parameters, so that it costs the same. */
export const decoyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$2UpJd4b9arN3tyfKWJ88hw$2Ka54DXrTMznTn4YHL7ELwTFTnHTlEncXPGLTb0gv7U';

/**
 * Verifies against a decoy where there is no account, so that both answers take the same time (ASVS 6.3.8).
 * A damaged hash verifies as false.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await inTurn(() => verify(passwordHash ?? decoyHash, password).catch(() => false));
  return passwordHash !== undefined && matches;
}

/** Whether the hash was made with other parameters than today's. */
export const needsRehash = (passwordHash: string) => !passwordHash.startsWith(wanted);
