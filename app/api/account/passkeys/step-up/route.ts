import { askToStepUp } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/passkey-question';
import { protectedRoute } from '@/lib/web/route-guards';

export const POST = protectedRoute({ activity: 'counts' }, async (ctx) =>
  passkeyQuestion((browser) => askToStepUp(ctx, browser)),
);
