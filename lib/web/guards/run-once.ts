/** One submission, one deed: a repeated one gets the answer of the first. */

import 'server-only';
import { refresh } from 'next/cache';
import { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { sha256 } from '../../crypto';
import { inTransaction, type SignedInContext } from '../../flows/context';
import {
  answerSubmission,
  claimSubmission,
  releaseSubmission,
  type Submission,
  type SubmissionClaim,
} from '../../submission/store';
import { type ActionState, idempotencyKeyField } from './action-state';

type Answer<Data> = ActionState<Data> | undefined;
type Act<Data> = (ctx: SignedInContext) => Promise<Answer<Data>>;

/**
 * Key, deed and answer are one transaction: all of them are there or none, whenever the connection or the server goes
 * away. A refusal keeps no key, so that trying again means trying. Without a key, as without scripts, it just runs.
 */
export async function runOnce<Data>(
  ctx: SignedInContext,
  { deed, form }: { readonly deed: string; readonly form: FormData },
  act: Act<Data>,
): Promise<Answer<Data>> {
  const key = z.uuid().safeParse(form.get(idempotencyKeyField));
  if (!key.success) return act(ctx);
  const submission = { userId: ctx.user.id, key: key.data, deed, content: contentOf(form) };
  return inTransaction(ctx, async (tx) => {
    const claim = await claimSubmission(tx, submission);
    if (claim.kind !== 'first') return repeated<Data>(claim);
    return settle(tx, submission, await act({ ...ctx, db: tx }));
  });
}

async function settle<Data>(
  tx: Transaction,
  submission: Submission,
  answer: Answer<Data>,
): Promise<Answer<Data>> {
  const done = answer ?? { status: 'done' as const };
  if (done.status === 'done') await answerSubmission(tx, submission, done);
  else await releaseSubmission(tx, submission);
  return answer;
}

function repeated<Data>(claim: Exclude<SubmissionClaim, { kind: 'first' }>): Answer<Data> {
  if (claim.kind === 'foreign') {
    return {
      status: 'refused',
      conflict: true,
      message: 'This was sent to the wrong place. Reload the page.',
    };
  }
  if (claim.kind === 'different') {
    return {
      status: 'refused',
      wentThroughBefore: true,
      message:
        'An earlier try went through after all, before you changed the form. Reload the page to see it.',
    };
  }
  const answer = claim.answer as ActionState<Data>;
  // The page has not seen yet what the first one changed.
  if (!answer.goTo) refresh();
  return answer;
}

/** Everything but what Next adds, in the order of the form. */
function contentOf(form: FormData): string {
  const sent = [...form.entries()].filter(([name]) => !name.startsWith('$') && name !== idempotencyKeyField);
  return sha256(JSON.stringify(sent)).toString('base64');
}
