/** On to the next page after something was put into a cookie, by a way on which a browser that keeps none is noticed. */

import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { postedWithoutScripts } from '../guards/action-guards';
import type { ActionState } from '../guards/action-state';
import { bringsCookies, marked } from './kept-here';

/** `sessionId`: what was begun just now, to be ended where nobody holds it. */
export async function goOn(path: string, sessionId?: string): Promise<ActionState<never>> {
  if (bringsCookies(await headers())) redirect(path);
  const checked = await marked(path, sessionId);
  if (await postedWithoutScripts()) redirect(checked);
  // A redirect would be followed here, with the very cookie that the browser may not keep: so the page loads it itself.
  return { status: 'done', leaveFor: checked };
}
