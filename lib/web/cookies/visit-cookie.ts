/** The cookie of a visit by support. A new sign-in in the same browser takes it away. */

import 'server-only';
import { hours } from '../../time';
import { plainCookie } from './cookie';

/** The row sets the limit. It stays longer than any visit, so that a page which is open after it is told that it is over. */
export const visitCookie = plainCookie('support', () => hours(8));
