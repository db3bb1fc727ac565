import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** What a standard may name and we do not have is a plain 404, where a signed-in person would otherwise get a page. */
const nothing = publicRoute(async () => problem('not_found'));

export { nothing as GET, nothing as HEAD };
