/** How an authorization request ended, said on the next page; and the link that waits for its person to sign in. */

import 'server-only';
import { z } from 'zod';
import { env } from '../../config/env';
import { providerNames } from '../../config/providers';
import type { AnonymousContext, SignedInContext } from '../../flows/context';
import { waits } from '../../flows/sign-in/authorization-request';
import type { Claim } from '../../identity/claim';
import { minutes } from '../../time';
import { isProviderWord, type ProviderWord, providerSentence } from '../../words/providers';
import { sealedCookie } from '../cookies/cookie';
import { isStoreFault } from '../guards/store-fault';

const noteSchema = z.object({
  about: z.custom<ProviderWord>(isProviderWord),
  provider: z.enum(providerNames),
});

/** Sealed, so that no address can make a page claim it. If the page is reloaded a while later, it no longer says it. */
export const providerNoteCookie = sealedCookie('provider-note', noteSchema, () => minutes(1), {
  kind: 'provider-note',
});

export type ProviderNote = { readonly text: string; readonly good: boolean };

export async function providerNote(): Promise<ProviderNote | undefined> {
  const note = await providerNoteCookie.read();
  return note && { text: providerSentence(note.about, note.provider), good: note.about === 'linked' };
}

const waitingSchema = z.object({
  provider: z.enum(providerNames),
  subject: z.string().min(1),
  /** As verified by the provider, and as the account here has it. */
  email: z.string().min(1),
  userId: z.uuid(),
  since: z.number(),
});

export type WaitingLink = z.infer<typeof waitingSchema>;

/** Names the one account that it may be connected to. It opens nothing. */
export const waitingLinkCookie = sealedCookie(
  'waiting-link',
  waitingSchema,
  () => env().policy.waitingLinkLifetime,
  { kind: 'waiting-link' },
);

async function waitingLink(ctx: AnonymousContext): Promise<WaitingLink | undefined> {
  const link = await waitingLinkCookie.read();
  return link && (await waits(ctx, link.since)) ? link : undefined;
}

/** Undefined for everybody but the person it waits for, and only while they still have the verified address. */
export async function waitingLinkOf(ctx: SignedInContext): Promise<WaitingLink | undefined> {
  const link = await waitingLink(ctx);
  return link?.userId === ctx.user.id && link.email === ctx.user.email ? link : undefined;
}

export const claimOf = ({ provider, subject, email }: WaitingLink): Claim => ({
  provider,
  subject,
  email,
  emailVerified: true,
  emailCurrent: false,
  name: '',
});

/** For the sign-in page: what to do first, and with which address. */
export async function waitingNote(
  ctx: AnonymousContext,
): Promise<{ text: string; email: string } | undefined> {
  try {
    const link = await waitingLink(ctx);
    return link && { text: providerSentence('account_exists', link.provider), email: link.email };
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return undefined;
  }
}
