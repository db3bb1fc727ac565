/** The way to a provider and the verified answer, whichever it is. */

import type { ProviderName, Providers } from '../config/providers';
import { type Result, refused } from '../result';
import { attempted, type Claim, type ClaimFault, type Proofs } from './claim';
import { githubAddress, githubClaim } from './github';
import { googleAddress, googleClaim } from './google';

type Asked = {
  readonly providers: Providers;
  readonly provider: ProviderName;
  readonly proofs: Proofs;
};

/** Where the browser goes. `redirectTo`: the address that the provider sends it back to, which it has to know. */
export async function addressAt(
  { providers, provider, proofs }: Asked,
  redirectTo: URL,
): Promise<Result<URL, ClaimFault>> {
  const { google, github } = providers;
  if (provider === 'google' && google)
    return attempted(provider, () => googleAddress(google, redirectTo, proofs));
  if (provider === 'github' && github)
    return attempted(provider, () => githubAddress(github, redirectTo, proofs));
  return refused('not_valid');
}

/** `answer`: the address that the browser came back to, as the provider knows it. A code in it works once. */
export async function claimFrom(
  { providers, provider, proofs }: Asked,
  answer: URL,
): Promise<Result<Claim, ClaimFault>> {
  const { google, github } = providers;
  if (provider === 'google' && google) return attempted(provider, () => googleClaim(google, answer, proofs));
  if (provider === 'github' && github) return attempted(provider, () => githubClaim(github, answer, proofs));
  return refused('not_valid');
}
