import { publicRoute } from '@/lib/web/guards/route-guards';
import { providerNoteCookie } from '@/lib/web/provider/note';

/** The page has told it. Of the browser's own cookie, so it asks for nothing but our own pages. */
export const DELETE = publicRoute(async () => {
  await providerNoteCookie.clearIfHeld();
  return new Response(null, { status: 204 });
});
