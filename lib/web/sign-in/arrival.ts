/** Every way of signing in begins and ends here: we read what the browser brings and write what it takes away. */

import 'server-only';
import { redirect } from 'next/navigation';
import { readEvidence } from '../../device';
import type { Arrival } from '../../flows/sign-in/arrival';
import type { SignedIn } from '../../flows/sign-in/establish-session';
import { type Browser, keepBrowser, thisBrowser } from '../cookies/device';
import { goOn } from '../cookies/go-on';
import { pendingCookie } from '../cookies/pending';
import { writeNewSession } from '../cookies/session-cookie';
import type { ActionState, SignInAnswer } from '../guards/action-state';
import type { CurrentSession } from '../request/current-session';
import { returnTo, secondFactorPath, signInPath } from '../request/return-to';

type Typed = {
  readonly remember?: boolean | 'on';
  /** What the page could find out about the device, as the form sent it. */
  readonly device?: string;
};

type Arrived = {
  readonly arrival: Arrival & { readonly deviceHash: Buffer };
  readonly browser: Browser;
};

/** `session`: what the browser's cookie opens, if anything. */
export async function arrivalOf(session: CurrentSession, { remember, device }: Typed): Promise<Arrived> {
  const browser = await thisBrowser();
  const arrival = {
    remember: remember === true || remember === 'on',
    evidence: readEvidence(device),
    carried: session.kind === 'active' ? session.ctx : undefined,
    deviceHash: browser.deviceHash,
  };
  return { arrival, browser };
}

/** The sign-in worked: we remember the browser, clear its waiting sign-in, and give it the new session. */
export async function completeSignIn(browser: Browser, signedIn: SignedIn): Promise<void> {
  await keepBrowser(browser);
  await pendingCookie.clearIfHeld();
  await writeNewSession(signedIn);
}

/** After one of our forms: on to where the person was going, or to what the sign-in still asks for. */
export async function goOnFrom(
  state: ActionState<SignInAnswer>,
  next: string | undefined,
): Promise<ActionState<undefined>> {
  if (state.data?.over) redirect(signInPath(next ?? null));
  if (state.data?.code) return goOn(secondFactorPath(next));
  if (state.status === 'done') return goOn(returnTo(next), state.data?.sessionId);
  return { ...state, data: undefined };
}
