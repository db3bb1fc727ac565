import { revokeSession } from '@/lib/flows/session/revoke-session';
import { signOut } from '@/lib/flows/session/sign-out';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';
import { problem } from '@/lib/web/guards/problem';

export const DELETE = apiRoute('endMySession', async (ctx, { params: { id } }) => {
  // A key is no session, and its id names none.
  if (id === ctx.session.id && ctx.bearer?.kind !== 'key') {
    // A browser's own cookie goes with its session, and only there.
    if (!ctx.bearer)
      return problem('forbidden', { title: 'Sign out of this browser with DELETE /api/session.' });
    await signOut(ctx);
    return undefined;
  }
  const ended = await revokeSession(ctx, { sessionId: id });
  return ended.ok ? undefined : problem('not_found');
});

const other = otherMethods('/sessions/{id}');

export { other as GET, other as HEAD, other as OPTIONS, other as PATCH, other as POST, other as PUT };
