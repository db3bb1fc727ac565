import { signOut } from '@/lib/flows/session/sign-out';
import { holdsNewerCookie } from '@/lib/web/cookies/newer-cookie';
import { clearSiteData, sessionCookie } from '@/lib/web/cookies/session-cookie';
import { protectedRoute, publicRoute } from '@/lib/web/guards/route-guards';
import { sessionBody } from '@/lib/web/guards/session-body';
import { askSession } from '@/lib/web/request/current-session';
import { organizationOfPage } from '@/lib/web/request/page-owner';

/** Asking about a session is not activity. */
export const GET = protectedRoute({ activity: 'passive', asksForSeat: true }, async (ctx, request) =>
  Response.json(sessionBody(ctx.policy, ctx, organizationOfPage(request.headers)?.id)),
);

/** Safe to call twice, and with a cookie that died long ago: afterwards this browser holds none. */
export const DELETE = publicRoute(async (ctx) => {
  const session = await askSession();
  if (session.kind === 'active') await signOut(session.ctx);
  if (!(await holdsNewerCookie(ctx, session))) await sessionCookie.clear();
  return new Response(null, { status: 204, headers: { 'Clear-Site-Data': clearSiteData } });
});
