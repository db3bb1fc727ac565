/** GitHub, which speaks OAuth 2 and no OpenID Connect: a code, and then two questions to its API. */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  fetchProtectedResource,
} from 'openid-client';
import { z } from 'zod';
import { product } from '../config/product';
import { isLoopback, type Providers } from '../config/providers';
import { type Claim, type Proofs, providerPatience } from './claim';

export type GitHub = NonNullable<Providers['github']>;

/** It publishes no metadata. Under a path where an enterprise has it there. */
function configurationOf({ url, clientId, clientSecret }: GitHub): Configuration {
  const at = (path: string) => `${url.href.replace(/\/$/, '')}${path}`;
  const server = {
    issuer: url.href,
    authorization_endpoint: at('/login/oauth/authorize'),
    token_endpoint: at('/login/oauth/access_token'),
  };
  const configuration = new Configuration(server, clientId, clientSecret);
  configuration.timeout = providerPatience.request;
  if (isLoopback(url)) allowInsecureRequests(configuration);
  return configuration;
}

/** It has no nonce: there is no ID token that one could stand in. */
export async function githubAddress(github: GitHub, redirectTo: URL, proofs: Proofs): Promise<URL> {
  return buildAuthorizationUrl(configurationOf(github), {
    redirect_uri: redirectTo.href,
    scope: 'read:user user:email',
    state: proofs.state,
    code_challenge: await calculatePKCECodeChallenge(proofs.verifier),
    code_challenge_method: 'S256',
  });
}

const user = z.object({
  id: z.number().int().positive(),
  login: z.string().min(1),
  name: z.string().nullish(),
});

const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** Throws for whatever is wrong. The address is the primary one; the one in the profile is what the person likes to show. */
export async function githubClaim(github: GitHub, answer: URL, proofs: Proofs): Promise<Claim> {
  const configuration = configurationOf(github);
  const tokens = await authorizationCodeGrant(configuration, answer, {
    expectedState: proofs.state,
    pkceCodeVerifier: proofs.verifier,
  });
  const ask = (path: string) => asked(configuration, tokens.access_token, github.apiUrl, path);
  const [person, addresses] = await Promise.all([ask('/user'), ask('/user/emails')]);
  const { id, login, name } = user.parse(person);
  const primary = emails.parse(addresses).find((each) => each.primary);
  if (!primary) throw new Error('there is no primary address');
  return {
    provider: 'github',
    subject: String(id),
    email: primary.email,
    emailVerified: primary.verified,
    emailCurrent: primary.verified,
    name: name || login,
  };
}

async function asked(
  configuration: Configuration,
  token: string,
  apiUrl: URL,
  path: string,
): Promise<unknown> {
  const url = new URL(`${apiUrl.href.replace(/\/$/, '')}${path}`);
  const headers = new Headers({ Accept: 'application/vnd.github+json', 'User-Agent': product.slug });
  const response = await fetchProtectedResource(configuration, token, url, 'GET', null, headers);
  if (!response.ok) throw new Error('GitHub did not answer the question', { cause: response });
  return response.json();
}
