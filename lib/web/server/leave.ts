/**
 * How an instance goes without anybody noticing. A load balancer learns from `/api/ready` that it should send nobody here, and
 * that takes it a moment; closing at once would refuse whatever it sends until then. So after SIGTERM the instance serves on
 * for a while, asks for every connection to be given up, and only then closes.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { log } from '../../observe/log';

type Leaving = { begun: boolean; watching: boolean; readonly closing: Set<() => void> };

const slot = Symbol.for('app.leaving');
type Slot = { [slot]?: Leaving };

/** The bundles of one process share it. */
function leaving(): Leaving {
  const holder = globalThis as Slot;
  holder[slot] ??= { begun: false, watching: false, closing: new Set() };
  return holder[slot];
}

export const isLeaving = (): boolean => leaving().begun;

/** Called once no connection is taken any more: what is opened again then is opened elsewhere. */
export const whenClosing = (close: () => void): void => void leaving().closing.add(close);

/** Seconds for the requests that are still being answered. */
const patience = 15;

type Manner = { readonly delaySeconds: number; readonly begin: () => void };

/**
 * Takes the signals over from whoever listens to them, and passes them on when it is time. Called after Next has begun to
 * listen, whose own end waits for open requests and for what runs after them. Safe to call twice.
 */
export function leaveOnSignals(manner: Manner): void {
  if (leaving().watching) return;
  leaving().watching = true;
  const hurry = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    process.on(signal, () => {
      // Someone at a terminal waits for nothing, and has nobody who would be sent elsewhere.
      if (signal === 'SIGINT') hurry.abort();
      if (!leaving().begun) void leave(manner, hurry.signal, () => passOn(signal, others));
    });
  }
}

async function leave({ delaySeconds, begin }: Manner, hurry: AbortSignal, close: () => void): Promise<void> {
  leaving().begun = true;
  begin();
  log.info({ event: 'leaving', delaySeconds: hurry.aborted ? 0 : delaySeconds }, 'leaving');
  await delay(delaySeconds * 1000, undefined, { signal: hurry }).catch(() => undefined);
  close();
}

function passOn(signal: 'SIGTERM' | 'SIGINT', others: readonly NodeJS.SignalsListener[]): void {
  const code = signal === 'SIGTERM' ? 143 : 130;
  // A client that reads nothing keeps its request open for ever.
  setTimeout(() => process.exit(code), patience * 1000).unref();
  for (const other of others) other(signal);
  for (const close of leaving().closing) close();
}
