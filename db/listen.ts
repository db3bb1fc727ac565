/**
 * Hears what Postgres announces by NOTIFY, over one connection that comes back by itself after every outage. We don't use the
 * `listen` of postgres.js, because it gives up for good when its first attempt to come back fails.
 */

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionLost, loneConnection } from './lone-connection';

export type ListenOptions = {
  readonly url: string;
  /** What is done with each channel's announcements. */
  readonly channels: Readonly<Record<string, (payload: string) => void>>;
  /** Listening, for the first time or again: it may have missed what was announced before. */
  joined(): void;
  /** Once for each outage, with its cause. */
  lost(fault: unknown): void;
  /** Announces something to a channel over another connection: if it is not heard, the listening one is dead. */
  tell(channel: string, payload: string): Promise<unknown>;
  /** Milliseconds. */
  readonly pulse?: { readonly every: number; readonly patience: number };
};

export type Listener = {
  readonly listening: boolean;
  /** Resolves when the connection is gone. */
  close(): Promise<void>;
};

const usualPulse = { every: 30_000, patience: 5000 };
const attemptPatience = 5000;
const firstWait = 100;
const longestWait = 5000;

/** Never throws; keeps trying until it is closed. */
export function listen(options: ListenOptions): Listener {
  const closing = new AbortController();
  const state = { listening: false, known: false };
  const joined = () => {
    Object.assign(state, { listening: true, known: false });
    options.joined();
  };
  const keepOn = async () => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      const began = performance.now();
      const fault = await hold(options, joined, closing.signal);
      state.listening = false;
      if (closing.signal.aborted) return;
      if (!state.known) options.lost(fault);
      state.known = true;
      // A connection that lasted resets the waits; for one that comes and goes they keep growing.
      if (performance.now() - began > 2 * longestWait) failures = 0;
      await pause(Math.min(longestWait, firstWait * 2 ** failures), closing.signal);
    }
  };
  const over = keepOn();
  return {
    get listening() {
      return state.listening;
    },
    close() {
      closing.abort();
      return over;
    },
  };
}

/** With jitter, so that instances do not all come back at the same moment. */
const pause = (ms: number, signal: AbortSignal) => passed(ms * (0.5 + Math.random() / 2), signal);

/** False if it was interrupted. Keeps no process alive. */
const passed = (ms: number, signal: AbortSignal) => settled(delay(ms, undefined, { signal, ref: false }));

const settled = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

/** Listens until the connection is over, and returns what ended it. */
async function hold(options: ListenOptions, joined: () => void, closing: AbortSignal): Promise<unknown> {
  const pulse = { channel: `pulse_${randomBytes(8).toString('hex')}`, unheard: new Set<string>() };
  const done = new AbortController();
  const signal = AbortSignal.any([closing, done.signal]);
  let closed: (fault: unknown) => void = () => undefined;
  const over = new Promise<unknown>((resolve) => {
    closed = resolve;
    closing.addEventListener('abort', resolve, { signal: done.signal });
  });
  const line = loneConnection(options.url, attemptPatience, {
    notified: (channel, payload) =>
      channel === pulse.channel ? pulse.unheard.delete(payload) : options.channels[channel]?.(payload),
    closed: () => closed(new ConnectionLost('the listening connection was closed')),
  });
  try {
    const channels = [...Object.keys(options.channels), pulse.channel];
    const joining = line.sql.unsafe(channels.map((channel) => `listen "${channel}"`).join('; '));
    const late = passed(attemptPatience, signal).then(() => {
      throw new ConnectionLost('the database does not answer');
    });
    const first = await Promise.race([joining.then(() => 'joined'), over, late]);
    if (first !== 'joined') return first;
    joined();
    void watchPulse(options, pulse, signal).then((fault) => fault && closed(fault));
    return await over;
  } catch (fault) {
    return fault;
  } finally {
    done.abort();
    line.cut();
  }
}

/** Returns a fault if this connection did not hear its own pulse: it died silently, or a pooler keeps the announcements. */
async function watchPulse(
  { tell, pulse: { every, patience } = usualPulse }: ListenOptions,
  pulse: { readonly channel: string; readonly unheard: Set<string> },
  signal: AbortSignal,
): Promise<unknown> {
  for (let number = 0; await passed(every, signal); number += 1) {
    const payload = String(number);
    pulse.unheard.add(payload);
    // A pulse that could not be sent cannot be heard, and says nothing about this connection.
    if (!(await settled(tell(pulse.channel, payload)))) pulse.unheard.clear();
    else if ((await passed(patience, signal)) && pulse.unheard.has(payload)) {
      return new ConnectionLost(
        'the listening connection is silent; behind a pooler, set DATABASE_LISTEN_URL',
      );
    }
  }
  return undefined;
}
