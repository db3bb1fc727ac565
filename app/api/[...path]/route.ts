import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** An API answers in its own format even where there is nothing. */
const nothing = publicRoute(async () => problem('not_found'));

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
