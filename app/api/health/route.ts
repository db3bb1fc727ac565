import { publicRoute } from '@/lib/web/guards/route-guards';

/** This process answers. */
export const GET = publicRoute(async () => Response.json({ status: 'ok' }), { probe: true });
