import { askToSignIn } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/guards/passkey-question';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** For the sign-in page, so for anybody: nobody is known yet. */
export const POST = publicRoute(async (ctx) => passkeyQuestion((browser) => askToSignIn(ctx, browser)), {
  feature: 'passkeys',
});
