import { askAfterFirstFactor } from '@/lib/flows/factors/ask-passkey';
import { passkeyQuestion } from '@/lib/web/passkey-question';
import { heldPending } from '@/lib/web/pending-cookie';
import { publicRoute } from '@/lib/web/route-guards';

/** For the browser that gave the first factor, and no other. */
export const POST = publicRoute(async (ctx) => {
  const pending = await heldPending();
  return passkeyQuestion((browser) => askAfterFirstFactor(ctx, { ...browser, pending }));
});
