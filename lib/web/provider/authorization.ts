/**
 * What a browser keeps of its authorization request to Google or GitHub: sealed, for minutes, until the provider sends it back.
 */

import 'server-only';
import { headers } from 'next/headers';
import { z } from 'zod';
import { env } from '../../config/env';
import { type ProviderName, providerLabels, providerNames } from '../../config/providers';
import type { AnonymousContext } from '../../flows/context';
import { authorizationAddress, beginAuthorization } from '../../flows/sign-in/authorization-request';
import { providerSentence, wordForLink } from '../../words/providers';
import { sealedCookie } from '../cookies/cookie';
import { goOn } from '../cookies/go-on';
import type { ActionState } from '../guards/action-state';
import { anonymousContext } from '../request/request-info';
import { defaultPage, returnTo } from '../request/return-to';
import { providerNoteCookie } from './note';

/** A longer one would not fit into the cookie beside the rest; the person then lands on the default page. */
const longestNext = 1000;
const longestEvidence = 500;

const schema = z.object({
  provider: z.enum(providerNames),
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  begunAt: z.number(),
  next: z.string(),
  remember: z.boolean(),
  device: z.string().optional(),
  /** Began on the sign-up page, which then says what went wrong. */
  signUp: z.boolean().optional(),
  /** Not a sign-in: the account that comes back is connected to this person's, in this very session. */
  link: z.object({ userId: z.uuid(), sessionId: z.uuid() }).optional(),
});

export type HeldAuthorization = z.infer<typeof schema>;

const authorizationCookie = sealedCookie(
  'authorization-request',
  schema,
  () => env().policy.authorizationRequestLifetime,
  {
    kind: 'authorization-request',
  },
);

export type AuthorizationSetting = {
  readonly next?: string;
  readonly remember?: boolean;
  readonly device?: string;
  readonly signUp?: boolean;
  readonly link?: HeldAuthorization['link'];
};

/** In the order they are offered. */
export const offeredProviders = (): { name: ProviderName; label: string }[] =>
  providerNames
    .filter((name) => env().providers[name])
    .map((name) => ({ name, label: providerLabels[name] }));

/** Where the provider sends the browser back to; the provider knows it by exactly this address. */
export const callbackAddress = (provider: ProviderName): URL =>
  new URL(`/sign-in/callback/${provider}`, env().appUrl.origin);

/**
 * Begins a request and goes to the page that leads off this site. A redirect from here would not work: our pages' policy lets
 * no form be sent elsewhere, and browsers apply that to a form's redirects.
 */
export async function goToProvider(
  ctx: AnonymousContext,
  provider: ProviderName,
  { next, remember = false, device, signUp, link }: AuthorizationSetting,
): Promise<ActionState<never>> {
  const asked = { providers: env().providers, redirectTo: callbackAddress(provider) };
  const begun = await beginAuthorization(ctx, { ...asked, provider });
  if (!begun.ok) {
    const word = link ? wordForLink(begun.reason) : begun.reason;
    return { status: 'refused', message: providerSentence(word, provider) };
  }
  const held: HeldAuthorization = {
    ...begun.value,
    next: shortEnough(returnTo(next)),
    remember,
    device: device && device.length <= longestEvidence ? device : undefined,
    signUp,
    link,
  };
  await authorizationCookie.write(held);
  await providerNoteCookie.clearIfHeld();
  return goOn(`/sign-in/with/${provider}`);
}

const shortEnough = (next: string) => (next.length <= longestNext ? next : defaultPage);

export const heldAuthorization = (): Promise<HeldAuthorization | undefined> => authorizationCookie.read();

/** It leads back only once. */
export const clearAuthorization = (): Promise<void> => authorizationCookie.clear();

/** For the page that leads off this site; undefined for a browser that has not begun a request, or began it too long ago. */
export async function heldAuthorizationAddress(provider: string): Promise<URL | undefined> {
  const held = await heldAuthorization();
  if (held?.provider !== provider) return undefined;
  const asked = { providers: env().providers, redirectTo: callbackAddress(held.provider) };
  return authorizationAddress(anonymousContext(await headers()), held, asked);
}
