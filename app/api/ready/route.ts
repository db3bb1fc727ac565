import { sql } from 'drizzle-orm';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** This process can serve: the database answers. */
export const GET = publicRoute(
  async ({ db }) => {
    await db.execute(sql`select 1`);
    return Response.json({ status: 'ready' });
  },
  { probe: true },
);
