import { askToStepUp } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/guards/passkey-question';
import { protectedRoute } from '@/lib/web/guards/route-guards';

export const POST = protectedRoute({ feature: 'passkeys', activity: 'counts' }, async (ctx) =>
  passkeyQuestion((browser) => askToStepUp(ctx, browser)),
);
