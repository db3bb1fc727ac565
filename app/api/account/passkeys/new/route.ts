import { askForNew } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/passkey-question';
import { protectedRoute } from '@/lib/web/route-guards';

export const POST = protectedRoute({ activity: 'counts', stepUp: 'recent' }, async (ctx) =>
  passkeyQuestion((browser) => askForNew(ctx, browser)),
);
