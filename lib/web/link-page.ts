/** For the pages behind mailed links: which token the address holds, and whether it would work. Looking uses nothing up. */

import 'server-only';
import { headers } from 'next/headers';
import type { Purpose } from '../one-time-token/purposes';
import { peekToken } from '../one-time-token/store';
import { anonymousContext } from './request-info';
import { isStoreFault } from './store-fault';

export type LinkSearch = Promise<{ token?: string | string[] }>;

/** While the database is away the form is there all the same: it says itself that trying has to wait. */
export async function linkOf(
  search: LinkSearch,
  purposes: readonly Purpose[],
): Promise<{ token: string | undefined; works: boolean }> {
  const { token } = await search;
  if (typeof token !== 'string') return { token: undefined, works: false };
  const { db, policy } = anonymousContext(await headers());
  try {
    const found = await Promise.all(purposes.map((purpose) => peekToken(db, token, purpose, policy)));
    return { token, works: found.some(Boolean) };
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return { token, works: true };
  }
}
