/** The cookie of a visit by support, beside the staff member's own, which nobody touches: there is nothing to put back afterwards. */

import 'server-only';
import { isOn } from '../../config/features';
import type { ReadJar } from './cookie';
import { sealAs } from './seal';
import { sessionCookie } from './session-cookie';
import { visitCookie } from './visit-cookie';

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
const heldVisit = async (jar?: ReadJar) => (isOn('supportAccess') ? visitCookie.read(jar) : undefined);

/** For what is bound to the cookies that were checked. */
export const boundTo = ({ session, support }: HeldCookies): string | undefined =>
  session !== undefined && support !== undefined ? `${session} ${support}` : session;

type Writing = {
  /** The page that asked stays until the browser loads another one: rendered again, it would be that of somebody else. */
  readonly inPlace: boolean;
};

export const writeVisit = async (secret: string, how: Writing): Promise<void> =>
  visitCookie.write(await sealAs('support', secret), how);

/** Clears it even if the browser sent none. */
export const dropVisit = (how: Writing): Promise<void> => visitCookie.write('', { ...how, lifetime: 0 });
export const clearVisit = visitCookie.clear;
export const clearVisitIfHeld = visitCookie.clearIfHeld;
