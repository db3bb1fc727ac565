/** The link of an invitation that this browser has opened: kept while its person signs up, or signs in with all that it takes. */

import 'server-only';
import { z } from 'zod';
import { looksLikeSecret } from '../../secret';
import { hours } from '../../time';
import { sealedCookie, type WriteJar } from './cookie';

const schema = z.object({ token: z.string().refine(looksLikeSecret) });

/** It opens nothing by itself: joining takes the account of the invited address as well. */
export const invitationCookie = sealedCookie('invitation', schema, () => hours(1), {
  kind: 'invitation',
  longest: 1024,
});

export const invitationPage = '/invitation';

/** For the gate: the address loses the link with the first page. */
export async function keepInvitation(url: URL, jar: WriteJar): Promise<void> {
  const token = url.searchParams.get('token');
  if (url.pathname === invitationPage && looksLikeSecret(token))
    await invitationCookie.write({ token }, { jar });
}

/** What a form brought, or what this browser holds. */
export const tokenHere = async (typed: string | undefined): Promise<string> =>
  typed ?? (await invitationCookie.read())?.token ?? '';
