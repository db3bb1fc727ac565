/** What an API key can be: how long, what for, and why it ended. Pure. */

import { organizationScopes, type Scope, scopeNames } from '../config/scopes';
import type { Seconds } from '../time';

/** `person`: does what its person may do · `service`: belongs to an organization and opens nothing else. */
export type KeyKind = 'person' | 'service';

/** What a new key can be given. */
export const scopesFor = (kind: KeyKind): readonly Scope[] =>
  kind === 'service' ? organizationScopes : scopeNames;

/** Whether each of them can be given to such a key, and there is one; an empty list only where there is nothing to give. */
export const mayHaveScopes = (kind: KeyKind, asked: readonly string[]): asked is Scope[] => {
  const offered: readonly string[] = scopesFor(kind);
  return asked.every((scope) => offered.includes(scope)) && (asked.length > 0 || offered.length === 0);
};

const lengths = [7, 30, 60, 90, 180, 365] as const;
const day = 86_400;

/** In days, the shortest first. Where the product allows less than the shortest, that is left. */
export function keyLengths({ apiKeyLongestLifetime: longest }: { apiKeyLongestLifetime: Seconds }): number[] {
  const allowed = lengths.filter((days) => days * day <= longest);
  return allowed.length > 0 ? [...allowed] : [Math.max(1, Math.floor(longest / day))];
}

/** What a new key gets unless another length is chosen: the longest that is no longer than the setting. */
export function usualKeyLength(
  policy: { apiKeyLifetime: Seconds } & Parameters<typeof keyLengths>[0],
): number {
  const allowed = keyLengths(policy);
  return allowed.findLast((days) => days * day <= policy.apiKeyLifetime) ?? (allowed[0] as number);
}

export const keyEndReasons = [
  // By its person, or by somebody who manages the keys of the organization.
  'person',
  'expired',
  'unused',
  // Found where everybody can read it.
  'leaked',
  'member_removed',
  // With something that happened to its person's account (lib/flows/steps/consequence-table.ts).
  'account',
  'operator',
] as const;

export type KeyEndReason = (typeof keyEndReasons)[number];

/** The mails about its end, each once for one length: the words in the column `warned`. */
export type KeyWarning = 'first' | 'last' | 'unused';
