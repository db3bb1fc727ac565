import { sql } from 'drizzle-orm';
import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { isLeaving } from '@/lib/web/server/leave';

/** This process can serve: the database answers, and nobody has asked it to stop. */
export const GET = publicRoute(
  async ({ db }) => {
    if (isLeaving()) return problem('unavailable', { title: 'This instance is about to stop.' });
    await db.execute(sql`select 1`);
    return Response.json({ status: 'ready' });
  },
  { probe: true },
);
