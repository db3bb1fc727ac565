import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { devInbox } from '@/lib/worker/dev-inbox';

/** The development mail for scripts, newest first; `?to=address` picks one address. A production build has none. */
export const GET = publicRoute(async (_ctx, { nextUrl }) => {
  const mails = await devInbox(nextUrl.searchParams.get('to') ?? undefined);
  if (!mails) return problem('not_found');
  return Response.json(
    mails.map(({ id, to, subject, text, links, at }) => ({ id, to, subject, text, links, at })),
  );
});
