import { protectedRoute } from '@/lib/web/guards/route-guards';
import { endStream } from '@/lib/web/stream/end-streams';
import { eventStreamHeaders } from '@/lib/web/stream/event-stream';

/** Stays open until the session ends, and says how. Being connected is not activity. */
export const GET = protectedRoute({ activity: 'passive', support: 'view', feature: 'liveEnd' }, async (ctx) =>
  endStream(ctx.session.id, ctx.user.id),
);

/** Without this, Next would answer HEAD with GET and leave a stream open that nobody reads. */
export const HEAD = protectedRoute(
  { activity: 'passive', support: 'view', feature: 'liveEnd' },
  async () => new Response(null, { headers: eventStreamHeaders }),
);
