/** A cookie for a page that stays where it is: one that Next knows of makes it render the page anew, and what was typed may be gone. */

import 'server-only';
import { cookies, headers } from 'next/headers';
import { requestIdHeader, shapeResponse } from '../server/node-request';
import type { CookieOptions } from './session';

/** One for each response at most. Without the watch on requests Next writes it after all. */
export async function setCookieInPlace(name: string, value: string, options: CookieOptions): Promise<void> {
  const { maxAge = 0, secure } = options;
  const line = `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=lax${secure ? '; Secure' : ''}`;
  const id = (await headers()).get(requestIdHeader) ?? '';
  if (!shapeResponse(id, { headers: { 'Set-Cookie': line } })) (await cookies()).set(name, value, options);
}
