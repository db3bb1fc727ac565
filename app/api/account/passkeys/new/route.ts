import { askForNew } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/guards/passkey-question';
import { protectedRoute } from '@/lib/web/guards/route-guards';

export const POST = protectedRoute(
  { feature: 'passkeys', activity: 'counts', stepUp: 'recent' },
  async (ctx) => passkeyQuestion((browser) => askForNew(ctx, browser)),
);
