/** Warns the operator if the product connects as a role that could rewrite its own audit trail. The product still works. */

import { database } from '../../db/client';
import { mayRewriteTrail } from '../audit/rights';
import { faultFields, log } from '../observe/log';

/** Never throws and holds nothing up: a database that is down is another alarm's business. */
export async function warnOfOwner(): Promise<void> {
  const event = 'database_role_too_strong';
  try {
    if (!(await mayRewriteTrail(database()))) return;
    const advice =
      'let DATABASE_URL log in as a member of the role called after the database and _app, DATABASE_OWNER_URL as the owner';
    log.warn({ event, advice }, event);
  } catch (fault) {
    log.warn({ event: 'database_role_unknown', ...faultFields(fault) }, 'database_role_unknown');
  }
}
