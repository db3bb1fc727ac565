/** What a server does before it serves: check its configuration, watch requests, schedule the sweep. */

import { database } from '../../db/client';
import { env } from '../config/env';
import { ConfigError } from '../config/policy';
import { sweepSessions } from '../flows/sweep-sessions';
import { faultFields, log } from '../observe/log';
import { watchRequests } from './node-request';
import { warnOfOwner } from './owner-warning';

/** Past this a timer fires at once. */
const longestTimer = 2 ** 31 - 1;

export async function boot(): Promise<void> {
  const { appUrl, policy } = checkedEnv();
  watchRequests(appUrl);
  void warnOfOwner();
  const sweep = async () => {
    try {
      const swept = await sweepSessions({ db: database(), policy });
      if (swept.ended + swept.removed > 0) log.info({ event: 'sessions_swept', ...swept }, 'sessions_swept');
    } catch (fault) {
      log.warn({ event: 'sweep_failed', ...faultFields(fault) }, 'sweep_failed');
    }
  };
  setInterval(sweep, Math.min(policy.sweepInterval * 1000, longestTimer)).unref();
}

/** A server with a nonsense configuration must not serve a single request. */
function checkedEnv() {
  try {
    return env();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
