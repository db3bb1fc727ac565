/** Notes when a key was used last and from which network: after the response, and at most once a minute. */

import { networkOf } from '../../address';
import { touchKey } from '../../api-key/store';
import type { AnonymousContext } from '../context';

/** Safe to call at any rate; false where nothing was due, or somebody else holds the row. */
export const noteKeyUse = (ctx: AnonymousContext, keyId: string): Promise<boolean> =>
  touchKey(ctx.db, keyId, {
    from: networkOf(ctx.request?.ip)?.split('/')[0] ?? null,
    interval: ctx.policy.apiTouchInterval,
  });
