import { oauthFault } from '@/lib/flows/token/oauth-fault';
import { revokeToken } from '@/lib/flows/token/revoke';
import { oauthRoute } from '@/lib/web/guards/oauth-route';

/** RFC 7009: the answer is the same whatever the token was. */
export const POST = oauthRoute(async (ctx, { client, form }) => {
  if (!form.token) return oauthFault('invalid_request', 'The field token is missing.');
  await revokeToken(ctx, { client, token: form.token });
  return { ok: true, value: undefined };
});
