import { providerFeatures } from '@/lib/config/features';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { providerNoteCookie } from '@/lib/web/provider/note';

/** Called once the page has shown the note. It only clears the browser's own cookie, so any page of ours may ask. */
export const DELETE = publicRoute(
  async () => {
    await providerNoteCookie.clearIfHeld();
    return new Response(null, { status: 204 });
  },
  { feature: providerFeatures },
);
