/** How often one key, app or session may call, and the headers that say how much is left (draft-ietf-httpapi-ratelimit-headers). */

import 'server-only';
import { actor, type SignedInContext } from '../../flows/context';
import { recordLimit } from '../../flows/steps/record-limit';
import { type TakenCall, takeCall } from '../../rate-limit/leases';
import { problem } from './problem';

const keyOf = ({ bearer, session }: SignedInContext) =>
  bearer ? `${bearer.kind}:${bearer.id}` : `browser:${session.id}`;

/** Counts the call once, and answers it where it may be made. */
export async function withinCalls(ctx: SignedInContext, answer: () => Promise<Response>): Promise<Response> {
  const taken = await takeCall(ctx, keyOf(ctx));
  if (taken.first) await recordLimit(ctx, 'calls', keyOf(ctx), actor(ctx));
  const response = taken.ok
    ? await answer()
    : problem('rate_limited', {
        retryAfterSeconds: taken.secondsLeft,
        title: 'Too many calls. Wait and try again.',
      });
  for (const [name, value] of Object.entries(headersOf(taken))) response.headers.set(name, value);
  return response;
}

const headersOf = ({ limit, window, left, secondsLeft }: TakenCall) => ({
  'RateLimit-Policy': `"calls";q=${limit};w=${window}`,
  RateLimit: `"calls";r=${left};t=${secondsLeft}`,
});
