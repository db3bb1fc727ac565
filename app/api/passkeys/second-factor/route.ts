import { askAfterFirstFactor } from '@/lib/flows/factors/ask-passkey';
import { pendingCookie } from '@/lib/web/cookies/pending';
import { passkeyQuestion } from '@/lib/web/guards/passkey-question';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** For the browser that gave the first factor, and no other. */
export const POST = publicRoute(
  async (ctx) => {
    const pending = await pendingCookie.read();
    return passkeyQuestion((browser) => askAfterFirstFactor(ctx, { ...browser, pending }));
  },
  { feature: 'passkeys' },
);
