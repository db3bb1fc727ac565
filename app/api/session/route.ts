import { cookies } from 'next/headers';
import { signOut } from '@/lib/flows/session/sign-out';
import { askSession } from '@/lib/web/current-session';
import { holdsNewerCookie } from '@/lib/web/newer-cookie';
import { protectedRoute, publicRoute } from '@/lib/web/route-guards';
import { sessionBody } from '@/lib/web/session-body';
import { expiredCookie, sessionCookieName } from '@/lib/web/session-cookie';
import { clearSiteData } from '@/lib/web/write-session';

/** Asking about a session is no activity. */
export const GET = protectedRoute({ activity: 'passive' }, async (ctx) =>
  Response.json(sessionBody(ctx.policy, ctx)),
);

/** Safe to call twice, and with a cookie that is long dead: afterwards this browser holds none. */
export const DELETE = publicRoute(async (ctx) => {
  const session = await askSession();
  if (session.kind === 'active') await signOut(session.ctx);
  const jar = await cookies();
  if (!(await holdsNewerCookie(ctx, jar, session))) jar.set(sessionCookieName(), '', expiredCookie());
  return new Response(null, { status: 204, headers: { 'Clear-Site-Data': clearSiteData } });
});
