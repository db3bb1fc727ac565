/** Apps that people signed in to: rows of kind `api`. Found by the id that their access tokens name. */

import type { Database } from '../../db/client';
import { isScope, type Scope } from '../config/scopes';
import { appStatement } from './found-row';
import { type FoundSession, foundSeat, foundSession } from './store';

export type FoundApp = FoundSession & {
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** The thumbprint of the key that its tokens are bound to. */
  readonly proofKey: string | null;
};

const own = {
  clientId: 's.client_id',
  scopes: "array_to_string(s.scopes, ' ')",
  proofKey: 's.proof_key',
} as const;
const [statement, statementWithin] = [appStatement(own, false), appStatement(own, true)];

/** One prepared statement, with the organization that is asked for, as for a browser. */
export async function findApp(
  db: Database,
  sessionId: string,
  organization?: { readonly slug: string },
): Promise<FoundApp | undefined> {
  const given = [sessionId, null, null];
  const asked = organization
    ? db.$client.unsafe(statementWithin, [...given, organization.slug], { prepare: true })
    : db.$client.unsafe(statement, given, { prepare: true });
  const [row] = await asked.values();
  if (!row) return undefined;
  const [clientId, scopes, proofKey] = row.slice(-Object.keys(own).length) as [string, string, string | null];
  return {
    ...foundSession(row),
    organization: organization && foundSeat(row),
    clientId,
    scopes: scopes.split(' ').filter(isScope),
    proofKey,
  };
}
