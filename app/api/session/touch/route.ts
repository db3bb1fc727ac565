import { protectedRoute } from '@/lib/web/guards/route-guards';
import { sessionBody } from '@/lib/web/guards/session-body';
import { organizationOfPage } from '@/lib/web/request/page-owner';

/** Something a person did on the page, which the guard reports at most once per interval. */
export const POST = protectedRoute(
  { activity: 'counts', support: 'view', asksForSeat: true },
  async (ctx, request) =>
    Response.json(sessionBody(ctx.policy, ctx, organizationOfPage(request.headers)?.id)),
);
