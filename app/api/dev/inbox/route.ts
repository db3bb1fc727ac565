import { devInbox } from '@/lib/web/dev-inbox';
import { problem } from '@/lib/web/problem';
import { publicRoute } from '@/lib/web/route-guards';

/** Mail of development for scripts, newest first: `?to=address` for one address. There is none in production. */
export const GET = publicRoute(async (_ctx, { nextUrl }) => {
  const mails = await devInbox(nextUrl.searchParams.get('to') ?? undefined);
  if (!mails) return problem('not_found');
  return Response.json(
    mails.map(({ id, to, subject, text, links, at }) => ({ id, to, subject, text, links, at })),
  );
});
