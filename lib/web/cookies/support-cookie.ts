/** The cookie of a visit by support, beside the staff member's own, which nobody touches: there is nothing to put back afterwards. */

import 'server-only';
import { isOn } from '../../config/features';
import { plainCookie, type ReadJar } from './cookie';
import { sealAs } from './seal';
import { sessionCookie } from './session-cookie';

const supportCookie = plainCookie('support', () => 'browser');

/** What a browser brings to be known by. */
export type HeldCookies = {
  readonly session: string | undefined;
  /** Held at all, whatever it opens: a request that brings one is never taken for one of the staff member's own. */
  readonly support: string | undefined;
};

export async function heldCookies(jar?: ReadJar): Promise<HeldCookies> {
  const [session, support] = await Promise.all([sessionCookie.read(jar), heldVisit(jar)]);
  return { session, support };
}

/** Off, there is no such cookie, and what a browser still holds opens nothing. */
const heldVisit = async (jar?: ReadJar) => (isOn('supportAccess') ? supportCookie.read(jar) : undefined);

/** For what is bound to the cookies that were checked. */
export const boundTo = ({ session, support }: HeldCookies): string | undefined =>
  session !== undefined && support !== undefined ? `${session} ${support}` : session;

export const writeVisit = async (secret: string): Promise<void> =>
  supportCookie.write(await sealAs('support', secret));

export const clearVisit = supportCookie.clear;
export const clearVisitIfHeld = supportCookie.clearIfHeld;
