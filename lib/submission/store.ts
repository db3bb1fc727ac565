/** Remembers what was submitted, so that sending it again does nothing twice and gets the same answer. */

import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { actionKeys } from '../../db/schema/action-keys';

export type Submission = {
  readonly userId: string;
  /** The idempotency key: made by the page for one submission, a UUID. */
  readonly key: string;
  /** What the key was made for; without blanks. */
  readonly deed: string;
  /** SHA-256 of what was sent. */
  readonly content: string;
};

export type SubmissionClaim =
  | { readonly kind: 'first' }
  | { readonly kind: 'repeated'; readonly answer: unknown }
  /** The key was used for the same deed with something else in it. */
  | { readonly kind: 'different' }
  /** The key was made for another deed. */
  | { readonly kind: 'foreign' };

const ours = ({ userId, key }: Submission) => and(eq(actionKeys.userId, userId), eq(actionKeys.key, key));

/**
 * In the transaction of the deed. Of two at once the second waits here until the first has committed, and then gets
 * its answer; if the first is rolled back, the second is the first.
 */
export async function claimSubmission(tx: Transaction, submission: Submission): Promise<SubmissionClaim> {
  const { userId, key, deed, content } = submission;
  const claimed = await tx
    .insert(actionKeys)
    .values({ userId, key, content: `${deed} ${content}`, answer: null })
    .onConflictDoNothing()
    .returning({ key: actionKeys.key });
  if (claimed.length > 0) return { kind: 'first' };
  const [earlier] = await tx.select().from(actionKeys).where(ours(submission)).limit(1);
  if (!earlier?.content.startsWith(`${deed} `)) return { kind: 'foreign' };
  if (earlier.content !== `${deed} ${content}`) return { kind: 'different' };
  return { kind: 'repeated', answer: earlier.answer };
}

export async function answerSubmission(
  tx: Transaction,
  submission: Submission,
  answer: unknown,
): Promise<void> {
  await tx.update(actionKeys).set({ answer }).where(ours(submission));
}

/** Nothing was done, so that the same submission may be tried again. */
export async function releaseSubmission(tx: Transaction, submission: Submission): Promise<void> {
  await tx.delete(actionKeys).where(ours(submission));
}
