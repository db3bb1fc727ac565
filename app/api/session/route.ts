import { signOut } from '@/lib/flows/session/sign-out';
import { holdsNewerCookie } from '@/lib/web/cookies/newer-cookie';
import { clearSiteData, sessionCookie } from '@/lib/web/cookies/session-cookie';
import { clearVisitIfHeld } from '@/lib/web/cookies/support-cookie';
import { protectedRoute, publicRoute } from '@/lib/web/guards/route-guards';
import { sessionBody } from '@/lib/web/guards/session-body';
import { askOwnSession } from '@/lib/web/request/current-session';
import { organizationOfPage } from '@/lib/web/request/page-owner';

/** Asking about a session is not activity. */
export const GET = protectedRoute(
  { activity: 'passive', support: 'view', asksForSeat: true },
  async (ctx, request) =>
    Response.json(sessionBody(ctx.policy, ctx, organizationOfPage(request.headers)?.id)),
);

/** Safe to call twice, and with a cookie that died long ago: afterwards this browser holds none. */
export const DELETE = publicRoute(async (ctx) => {
  // Also while support sees somebody else's account: what is got rid of is the member of staff's own.
  const session = await askOwnSession();
  if (session.kind === 'active') await signOut(session.ctx);
  if (!(await holdsNewerCookie(ctx, session))) await sessionCookie.clear();
  await clearVisitIfHeld();
  return new Response(null, { status: 204, headers: { 'Clear-Site-Data': clearSiteData } });
});
