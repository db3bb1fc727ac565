/** What became of the way to an account elsewhere, told on the next page; and the link that waits for its person to sign in. */

import 'server-only';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { providerNames } from '../../config/providers';
import type { AnonymousContext, SignedInContext } from '../../flows/context';
import { waits } from '../../flows/sign-in/authorization-request';
import type { Claim } from '../../identity/claim';
import { isProviderWord, type ProviderWord, providerSentence } from '../../words/providers';
import { expiredCookie, openAs, providerCookieName, sealAs } from '../cookies/session';
import { isStoreFault } from '../guards/store-fault';

/** A page that is loaded anew a while later no longer says it. */
const noteSeconds = 60;

const noteSchema = z.object({
  about: z.custom<ProviderWord>(isProviderWord),
  provider: z.enum(providerNames),
});

type Note = z.infer<typeof noteSchema>;

/** In a sealed cookie: no address can make a page claim it. */
export async function writeProviderNote(note: Note): Promise<void> {
  const options = { ...expiredCookie(), maxAge: noteSeconds };
  (await cookies()).set(providerCookieName('provider-note'), await sealAs('provider-note', note), options);
}

export async function clearProviderNote(): Promise<void> {
  const jar = await cookies();
  const name = providerCookieName('provider-note');
  if (jar.has(name)) jar.set(name, '', expiredCookie());
}

export type ProviderNote = { readonly text: string; readonly good: boolean };

export async function providerNote(): Promise<ProviderNote | undefined> {
  const held = await openAs(
    'provider-note',
    (await cookies()).get(providerCookieName('provider-note'))?.value,
  );
  const note = noteSchema.safeParse(held).data;
  return note && { text: providerSentence(note.about, note.provider), good: note.about === 'linked' };
}

const waitingSchema = z.object({
  provider: z.enum(providerNames),
  subject: z.string().min(1),
  /** As verified there, and as the account here has it. */
  email: z.string().min(1),
  userId: z.uuid(),
  since: z.number(),
});

export type WaitingLink = z.infer<typeof waitingSchema>;

/** Names the one account that it may be connected to; it opens nothing. */
export async function keepWaitingLink(ctx: AnonymousContext, link: WaitingLink): Promise<void> {
  const options = { ...expiredCookie(), maxAge: ctx.policy.waitingLinkLifetime };
  (await cookies()).set(providerCookieName('waiting-link'), await sealAs('waiting-link', link), options);
}

export async function clearWaitingLink(): Promise<void> {
  (await cookies()).set(providerCookieName('waiting-link'), '', expiredCookie());
}

async function waitingLink(ctx: AnonymousContext): Promise<WaitingLink | undefined> {
  const held = await openAs('waiting-link', (await cookies()).get(providerCookieName('waiting-link'))?.value);
  const link = waitingSchema.safeParse(held).data;
  return link && (await waits(ctx, link.since)) ? link : undefined;
}

/** Undefined for everybody but the person it waits for, who still has the address that was verified. */
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

/** On the sign-in page: what to do first, and with which address. */
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
