import { oauthRoute } from '@/lib/web/guards/oauth-route';
import { grantTokens } from '@/lib/web/guards/token-grants';

/** RFC 6749 §3.2 */
export const POST = oauthRoute(grantTokens);
