import { protectedRoute } from '@/lib/web/guards/route-guards';
import { sessionBody } from '@/lib/web/guards/session-body';

/** What a person did in the page, reported by the guard at most every so often. */
export const POST = protectedRoute({ activity: 'counts' }, async (ctx) =>
  Response.json(sessionBody(ctx.policy, ctx)),
);
