import { startDeviceSignIn } from '@/lib/flows/token/device-sign-in';
import { isApp, notForThisClient, oauthRoute } from '@/lib/web/guards/oauth-route';

/** RFC 8628 §3.1 */
export const POST = oauthRoute(async (ctx, { client, form }) =>
  isApp(client) && client.deviceCode
    ? startDeviceSignIn(ctx, { client, scope: form.scope })
    : notForThisClient,
);
