/** For the pages behind mailed links: which token the address holds, and what it would do. Looking uses nothing up. */

import 'server-only';
import { headers } from 'next/headers';
import { type LinkAbout, linkAbout } from '../../flows/account/look-up-link';
import type { Purpose } from '../../one-time-token/purposes';
import { isStoreFault } from '../guards/store-fault';
import { anonymousContext } from './request-info';

export type LinkSearch = Promise<{ token?: string | string[] }>;

export type PageOfLink = {
  readonly token: string | undefined;
  readonly works: boolean;
  /** Missing while the database is away. */
  readonly about: LinkAbout | undefined;
};

/** While the database is away the form is there all the same: it says itself that trying has to wait. */
export async function linkOf(search: LinkSearch, purposes: readonly Purpose[]): Promise<PageOfLink> {
  const { token } = await search;
  if (typeof token !== 'string') return { token: undefined, works: false, about: undefined };
  try {
    const about = await linkAbout(anonymousContext(await headers()), token, purposes);
    return { token, works: about !== undefined, about };
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return { token, works: true, about: undefined };
  }
}
