import { keySet } from '@/lib/flows/token/key-set';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { metadataLifetime } from '@/lib/web/request/oauth-metadata';

/** RFC 7517: public parts alone, also of the key that will sign next and of those that did lately. */
export const GET = publicRoute(async (ctx) => Response.json(await keySet(ctx)), {
  feature: ['tokens', 'webhooks'],
  anywhere: true,
  cacheable: metadataLifetime,
});
