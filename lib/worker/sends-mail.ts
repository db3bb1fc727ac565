/**
 * Whether mail goes anywhere: otherwise we do not offer a way in that depends on it. Not in the module of the transport, so that a
 * page need not load that.
 */

import 'server-only';
import { env } from '../config/env';

export const sendsMail = (): boolean => env().smtpUrl !== undefined || process.env.NODE_ENV === 'development';
