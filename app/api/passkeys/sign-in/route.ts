import { askToSignIn } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/passkey-question';
import { publicRoute } from '@/lib/web/route-guards';

/** Asked by the sign-in page, for anybody: nobody is known yet. */
export const POST = publicRoute(async (ctx) => passkeyQuestion((browser) => askToSignIn(ctx, browser)));
