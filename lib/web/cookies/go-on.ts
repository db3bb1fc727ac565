/** Goes on to the next page after writing a cookie, in a way that notices a browser that keeps none. */

import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { postedWithoutScripts } from '../guards/action-guards';
import type { ActionState } from '../guards/action-state';
import { bringsCookies, marked } from './kept-here';

/** `sessionId`: the session just begun, to be ended if nobody holds it. */
export async function goOn(path: string, sessionId?: string): Promise<ActionState<never>> {
  if (bringsCookies(await headers())) redirect(path);
  const checked = await marked(path, sessionId);
  if (await postedWithoutScripts()) redirect(checked);
  // A redirect would be followed here, with the very cookie that the browser may not keep, so the page loads the address
  // itself.
  return { status: 'done', leaveFor: checked };
}
