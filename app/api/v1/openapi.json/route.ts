import { env } from '@/lib/config/env';
import { openApiDocument } from '@/lib/web/api/openapi';
import { apiFeatures } from '@/lib/web/api/operation';
import { cookieName } from '@/lib/web/cookies/cookie-name';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** The same for everyone: what the API takes, and what it answers. */
export const GET = publicRoute(
  async () => Response.json(openApiDocument(env().appUrl.origin, cookieName('session'))),
  {
    feature: apiFeatures,
    anywhere: true,
  },
);
