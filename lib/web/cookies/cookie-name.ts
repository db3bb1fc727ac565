/** What a cookie is called. Over https its name locks it to this host, so no sibling host and no plain http can plant one. */

import 'server-only';
import { env } from '../../config/env';

const hostPrefix = '__Host-';

/** Safari refuses Secure cookies on http://localhost, and the prefix demands Secure. */
export const overHttps = () => env().appUrl.protocol === 'https:';

export const cookieName = (name: string): string => (overHttps() ? hostPrefix + name : name);

/** A script names its cookie by the address it sees, so a cookie that the browser wrote itself may have either name. */
export const bothNames = (name: string) => [hostPrefix + name, name] as const;
