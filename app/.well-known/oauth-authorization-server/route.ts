import { publicRoute } from '@/lib/web/guards/route-guards';
import { authorizationServer, metadataLifetime } from '@/lib/web/request/oauth-metadata';

export const GET = publicRoute(async () => Response.json(authorizationServer()), {
  feature: 'tokens',
  anywhere: true,
  cacheable: metadataLifetime,
});
