/** The twin of GET /api/session: one `select 1` and a body of the same size; no proxy, no guard, no session. */

import { askLeast, caller } from '@/bench/twin/caller';
import { env } from '@/lib/config/env';
import { privateCaching } from '@/lib/web/guards/problem';
import { sessionBody } from '@/lib/web/guards/session-body';

export async function GET(): Promise<Response> {
  await askLeast();
  return Response.json(sessionBody(env().policy, caller()), { headers: privateCaching });
}
