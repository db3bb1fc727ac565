/** Opens and makes cookies with the servers' own secret, for tests of what the seal must not decide by itself. */

import { createHash } from 'node:crypto';
import { sealData, unsealData } from 'iron-session';
import { markSecret } from './secrets';

function password(): Record<string, string> {
  const [newest = ''] = (process.env.SESSION_SECRET ?? '').split(',');
  const name = createHash('sha256').update(`key-name:${newest}`).digest().readUIntBE(0, 6);
  return { [name]: newest };
}

/** The session secret in a cookie. */
export async function secretIn(cookie: string): Promise<string> {
  const content = await unsealData<{ secret?: string }>(cookie, { password: password(), ttl: 0 });
  if (!content.secret) throw new Error('the cookie holds no session secret');
  return markSecret(content.secret);
}

/** A whole and valid seal of whatever is given. */
export const sealOf = (content: object): Promise<string> =>
  sealData(content, { password: password(), ttl: 0 });
