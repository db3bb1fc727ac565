/** What a passkey is asked to sign: random, for one purpose, in one browser, once, within minutes (docs/security.md K9). */

import { and, eq, gt, isNull } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { passkeyChallenges } from '../../db/schema/passkey-challenges';
import { sha256 } from '../crypto';
import { hashOfSecret, newSecret } from '../secret';
import type { Seconds } from '../time';

export type ChallengePurpose = 'sign_in' | 'second_factor' | 'step_up' | 'add';

export type ChallengeFor = {
  readonly purpose: ChallengePurpose;
  /** The browser, by the hash of what its own cookie holds. */
  readonly deviceHash: Buffer;
  /** The session or the half-finished sign-in that it is asked in, where there is one. */
  readonly within?: string;
  /** Left out where a passkey alone shall say who is there. */
  readonly userId?: string;
};

const bindingOf = ({ deviceHash, within = '' }: ChallengeFor) =>
  sha256(`${deviceHash.toString('hex')}:${within}`);

/** Base64url of 32 random bytes; stored nowhere but as its hash. */
export async function newChallenge(db: Executor, asked: ChallengeFor): Promise<string> {
  const challenge = newSecret();
  const { purpose, userId } = asked;
  await db
    .insert(passkeyChallenges)
    .values({ challengeHash: hashOfSecret(challenge), purpose, boundTo: bindingOf(asked), userId });
  return challenge;
}

/** Uses it up, also where what was signed then turns out to be worth nothing. Of two at once one wins. */
export async function spendChallenge(
  db: Executor,
  challenge: string,
  asked: ChallengeFor,
  lifetime: Seconds,
): Promise<boolean> {
  const rows = await db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challengeHash, hashOfSecret(challenge)),
        eq(passkeyChallenges.purpose, asked.purpose),
        eq(passkeyChallenges.boundTo, bindingOf(asked)),
        asked.userId === undefined
          ? isNull(passkeyChallenges.userId)
          : eq(passkeyChallenges.userId, asked.userId),
        gt(passkeyChallenges.createdAt, ago(lifetime)),
      ),
    )
    .returning({ purpose: passkeyChallenges.purpose });
  return rows.length > 0;
}
