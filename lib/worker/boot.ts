/** What a server does before it serves: check its configuration, watch requests, start the worker. */

import { database } from '../../db/client';
import { env } from '../config/env';
import { ConfigError } from '../config/policy';
import { product } from '../config/product';
import { log } from '../observe/log';
import { takeOutput } from '../observe/output.mjs';
import { logPrinted } from '../observe/printed';
import { leaveOnSignals } from '../web/server/leave';
import { watchRequests } from '../web/server/node-request';
import { strangersEvent } from '../web/server/request-stage';
import { watchServer } from '../web/server/watch-server';
import { warnOfMail } from './mail-warning';
import { warnOfOwner } from './owner-warning';
import { lockedOutSentence } from './switch-check';
import { transportOfProcess } from './transport';
import { type BackgroundWorker, startWorker } from './worker';

const slot = Symbol.for('app.worker');
type Slot = { [slot]?: BackgroundWorker };

export async function boot(): Promise<void> {
  const { appUrl, trustedProxyHops, production, shutdownDelay } = checkedEnv();
  watchRequests(appUrl, trustedProxyHops);
  if (production) guardServer();
  await refuseLockOut();
  void warnOfOwner();
  const worker = beginWork();
  // In development nobody is sent elsewhere.
  leaveOnSignals({ delaySeconds: production ? shutdownDelay : 0, begin: () => void worker.stop() });
}

async function refuseLockOut(): Promise<void> {
  const sentence = await lockedOutSentence(database());
  if (!sentence) return;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Only in production: in development, Next makes odd requests and prints lines of its own. */
function guardServer(): void {
  takeOutput(product.slug);
  logPrinted(strangersEvent);
  watchServer();
}

/** In development this file may be loaded more than once. */
function beginWork(): BackgroundWorker {
  const holder = globalThis as Slot;
  if (holder[slot]) return holder[slot];
  const { policy, appUrl, databaseUrl, databaseListenUrl } = env();
  const transport = transportOfProcess();
  if (!transport)
    log.warn({ event: 'mail_waits' }, 'SMTP_URL is not set: mail waits in the outbox until it is');
  else void warnOfMail(transport);
  holder[slot] = startWorker({ policy, appUrl, databaseUrl, databaseListenUrl, transport });
  return holder[slot];
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
