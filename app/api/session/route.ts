import { cookies } from 'next/headers';
import { signOut } from '@/lib/flows/sign-out';
import { protectedRoute } from '@/lib/web/route-guards';
import { sessionBody } from '@/lib/web/session-body';
import { expiredCookie, sessionCookieName } from '@/lib/web/session-cookie';
import { clearSiteData } from '@/lib/web/write-session';

/** Asking about a session is no activity. */
export const GET = protectedRoute({ activity: 'passive' }, async (ctx) =>
  Response.json(sessionBody(ctx.policy, ctx)),
);

export const DELETE = protectedRoute({ activity: 'passive' }, async (ctx) => {
  await signOut(ctx);
  (await cookies()).set(sessionCookieName(), '', expiredCookie());
  return new Response(null, { status: 204, headers: { 'Clear-Site-Data': clearSiteData } });
});
