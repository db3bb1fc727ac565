import { publicRoute } from '@/lib/web/guards/route-guards';
import { clearProviderNote } from '@/lib/web/provider/note';

/** The page has told it. Of the browser's own cookie, so it asks for nothing but our own pages. */
export const DELETE = publicRoute(async () => {
  await clearProviderNote();
  return new Response(null, { status: 204 });
});
