/** Google, by OpenID Connect: discovery, PKCE and nonce, and an ID token whose signature is checked. */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { z } from 'zod';
import { isLoopback, type Providers } from '../config/providers';
import { type Claim, type Proofs, providerPatience } from './claim';

export type Google = NonNullable<Providers['google']>;

const configurations = new Map<string, Promise<Configuration>>();

/** Asked once for each process; again after it failed. Its keys are kept with it and renewed as they change. */
function configurationOf(google: Google): Promise<Configuration> {
  const key = `${google.issuer.href} ${google.clientId}`;
  const known = configurations.get(key);
  if (known) return known;
  const made = discover(google);
  configurations.set(key, made);
  made.catch(() => configurations.delete(key));
  return made;
}

const discover = ({ issuer, clientId, clientSecret }: Google) =>
  discovery(issuer, clientId, clientSecret, undefined, {
    timeout: providerPatience.request,
    execute: [enableNonRepudiationChecks, ...(isLoopback(issuer) ? [allowInsecureRequests] : [])],
  });

export async function googleAddress(google: Google, redirectTo: URL, proofs: Proofs): Promise<URL> {
  return buildAuthorizationUrl(await configurationOf(google), {
    redirect_uri: redirectTo.href,
    scope: 'openid email profile',
    state: proofs.state,
    nonce: proofs.nonce,
    code_challenge: await calculatePKCECodeChallenge(proofs.verifier),
    code_challenge_method: 'S256',
  });
}

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().min(1).max(320),
  // Some write it as a word.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  // The organisation whose mailboxes Google keeps.
  hd: z.string().optional(),
  name: z.string().optional(),
});

/**
 * Google made sure once, which says nothing about today, unless it keeps the mailbox itself: Gmail, or an organisation's
 * (“Verify the Google ID token on your server side”). Another issuer keeps the mailboxes of its own people.
 */
const isCurrent = ({ issuer }: Google, { email, hd }: z.infer<typeof claims>): boolean =>
  issuer.hostname !== 'accounts.google.com' || Boolean(hd) || /@(gmail|googlemail)\.com$/i.test(email);

/** State, issuer, audience, times, nonce and signature are checked by the library. Throws for whatever is wrong. */
export async function googleClaim(google: Google, answer: URL, proofs: Proofs): Promise<Claim> {
  const tokens = await authorizationCodeGrant(await configurationOf(google), answer, {
    expectedState: proofs.state,
    expectedNonce: proofs.nonce,
    pkceCodeVerifier: proofs.verifier,
  });
  return claimedAt(google, tokens.claims());
}

/** Throws for claims that are not what they have to be. */
export function claimedAt(google: Google, said: unknown): Claim {
  const person = claims.parse(said);
  const emailVerified = person.email_verified === true;
  return {
    provider: 'google',
    subject: person.sub,
    email: person.email,
    emailVerified,
    emailCurrent: emailVerified && isCurrent(google, person),
    name: person.name ?? '',
  };
}
