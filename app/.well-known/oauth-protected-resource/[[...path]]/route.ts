import { ownAudience } from '@/lib/config/clients';
import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { metadataLifetime, protectedResource } from '@/lib/web/request/oauth-metadata';

const here = '/.well-known/oauth-protected-resource';

/** Under its own path and under that of the API (RFC 9728 §3.1). */
export const GET = publicRoute(
  async (_ctx, { nextUrl: { pathname } }) =>
    pathname === here || pathname === `${here}${ownAudience}`
      ? Response.json(protectedResource())
      : problem('not_found'),
  { feature: ['tokens', 'apiKeys'], anywhere: true, cacheable: metadataLifetime },
);
