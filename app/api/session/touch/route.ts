import { protectedRoute } from '@/lib/web/guards/route-guards';
import { sessionBody } from '@/lib/web/guards/session-body';

/** Something a person did on the page, which the guard reports at most once per interval. */
export const POST = protectedRoute({ activity: 'counts', support: 'view' }, async (ctx) =>
  Response.json(sessionBody(ctx.policy, ctx)),
);
