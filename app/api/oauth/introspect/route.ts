import { introspect } from '@/lib/flows/token/introspect';
import { oauthFault } from '@/lib/flows/token/oauth-fault';
import { isService, notForThisClient, oauthRoute } from '@/lib/web/guards/oauth-route';

/** RFC 7662: for services, about tokens that are meant for them. */
export const POST = oauthRoute(async (ctx, { client, form }) => {
  if (!isService(client)) return notForThisClient;
  if (!form.token) return oauthFault('invalid_request', 'The field token is missing.');
  return { ok: true, value: await introspect(ctx, { client, token: form.token }) };
});
