/** Whether mail goes anywhere: a way in that depends on it is not offered otherwise. Beside `post`, which a page need not load. */

import 'server-only';
import { env } from '../config/env';

export const sendsMail = (): boolean => env().smtpUrl !== undefined || process.env.NODE_ENV === 'development';
