/** For public pages, which the gate lets through unasked: whether this browser is signed in. */

import 'server-only';
import { isStoreFault } from '../guards/store-fault';
import { currentSession } from './current-session';

/** Without a cookie no query is made. While the database is away, everyone sees what strangers see. */
export async function signedInHere(): Promise<boolean> {
  try {
    return (await currentSession()).kind === 'active';
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return false;
  }
}
