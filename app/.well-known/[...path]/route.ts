import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';

/** What a standard may name and we have not: plainly not there, where a page would be, too, for anyone who is signed in. */
const nothing = publicRoute(async () => problem('not_found'));

export { nothing as GET, nothing as HEAD };
