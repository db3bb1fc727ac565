/** One request, one deed, as often as it is sent: `Idempotency-Key` on whatever creates something. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { sha256 } from '../../crypto';
import { inTransaction, type SignedInContext } from '../../flows/context';
import {
  answerSubmission,
  claimSubmission,
  releaseSubmission,
  type Submission,
} from '../../submission/store';
import type { OperationName } from '../api/operations';
import { problem } from './problem';

const idempotencyHeader = 'idempotency-key';

/** Printable, so that a log of the caller's can show it. */
const keyShape = /^[\x20-\x7e]{1,255}$/;

type Once = { readonly name: OperationName; readonly request: NextRequest; readonly sent: unknown };

/**
 * Key, deed and answer are one transaction. Of two at once the second waits and gets the answer of the first; a refusal keeps no
 * key. A key counts for one person and one operation. Without one it just runs.
 */
export async function runApiOnce<Ctx extends SignedInContext, Body>(
  ctx: Ctx,
  { name, request, sent }: Once,
  act: (ctx: Ctx) => Promise<Body | Response>,
): Promise<Body | Response> {
  const key = request.headers.get(idempotencyHeader);
  if (key === null) return act(ctx);
  if (!keyShape.test(key)) {
    const message = 'Send 1 to 255 printable characters.';
    return problem('invalid', { errors: [{ field: 'Idempotency-Key', message }] });
  }
  const submission: Submission = {
    userId: ctx.user.id,
    key: uuidOf(`${name} ${key}`),
    deed: `api.${name}`,
    content: sha256(JSON.stringify([request.nextUrl.pathname, sent])).toString('base64'),
  };
  return inTransaction(ctx, async (tx) => {
    const claim = await claimSubmission(tx, submission);
    if (claim.kind === 'repeated') return claim.answer as Body;
    if (claim.kind !== 'first') return problem('idempotency_key_reused');
    const done = await act({ ...ctx, db: tx });
    if (done instanceof Response) await releaseSubmission(tx, submission);
    else await answerSubmission(tx, submission, done);
    return done;
  });
}

/** A name made into an id of version 8 (RFC 9562 §5.8). */
function uuidOf(name: string): string {
  const hex = sha256(name).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
