import { protectedRoute } from '@/lib/web/guards/route-guards';
import { endStream } from '@/lib/web/stream/end-streams';
import { eventStreamHeaders } from '@/lib/web/stream/event-stream';

/** Stays open until the session ends, and says how. Being connected is no activity. */
export const GET = protectedRoute({ activity: 'passive' }, async (ctx) => endStream(ctx.session.id));

/** Next would call GET for it, and a stream would stay open that nobody reads. */
export const HEAD = protectedRoute(
  { activity: 'passive' },
  async () => new Response(null, { headers: eventStreamHeaders }),
);
