/** This process's open streams that wait for the end of a session, and what they share: one listener, one timer. */

import 'server-only';
import { sql } from 'drizzle-orm';
import { database, noteAnswer, renewDatabase } from '../../../db/client';
import { type Listener, listen } from '../../../db/listen';
import { env } from '../../config/env';
import { faultFields, log } from '../../observe/log';
import { EndWatch, type Watcher } from '../../session/end-watch';
import { type End, findEnds } from '../../session/find-ends';
import { problem } from '../guards/problem';
import { isSilence, withinPatience } from '../guards/store-fault';
import { whenClosing } from '../server/leave';
import { eventStream, type OpenStream } from './event-stream';

/** Seconds between comments: shorter than any proxy's patience. */
const beatSeconds = 20;
const busyRetrySeconds = 30;

type EndStreams = { readonly watch: EndWatch; readonly listener: Listener; stopping: boolean };

const slot = Symbol.for('app.end-streams');
type Slot = { [slot]?: EndStreams };

/** Opens a stream that hears when this session ends; 503 if there is no place for one more. */
export function endStream(sessionId: string): Response {
  const streams = endStreams();
  if (streams.stopping || streams.watch.full)
    return problem('unavailable', {
      title: 'There are too many open streams here. Try again.',
      retryAfterSeconds: busyRetrySeconds,
    });
  return eventStream((stream) => {
    const stop = streams.watch.watch(sessionId, watcherOf(stream));
    if (!stop || streams.stopping) {
      stream.close();
      return stop ?? (() => undefined);
    }
    // Asked again now that we listen: it may have ended since the guard looked.
    streams.watch.look([sessionId]);
    return stop;
  });
}

const watcherOf = (stream: OpenStream): Watcher => ({
  ended({ reason, endedFrom, endedAt, byItself }: End) {
    stream.send('ended', { reason, endedFrom, endedAt: endedAt?.toISOString(), byItself });
    stream.close();
  },
  dropped: stream.close,
  beat: stream.beat,
});

/** Made with the first stream, so that a process without streams holds no connection. The bundles of one process share it. */
function endStreams(): EndStreams {
  const holder = globalThis as Slot;
  holder[slot] ??= begin();
  return holder[slot];
}

let failing = false;

/** It is asked again until there is an answer, so one line in the log is enough. */
async function find(sessionIds: readonly string[]): Promise<End[]> {
  const db = database();
  const askedAt = performance.now();
  try {
    const ends = await withinPatience(findEnds(db, sessionIds));
    failing = false;
    noteAnswer(db);
    return ends;
  } catch (fault) {
    if (isSilence(fault)) renewDatabase(db, askedAt);
    if (!failing) log.warn({ event: 'ends_unread', ...faultFields(fault) }, 'ends_unread');
    failing = true;
    throw fault;
  }
}

function begin(): EndStreams {
  const watch = new EndWatch({ find });
  const listener = listen({
    url: env().databaseListenUrl,
    channel: 'session_ended',
    heard: (sessionId) => watch.look([sessionId]),
    joined: () => {
      log.info({ event: 'ends_heard' }, 'ends_heard');
      watch.lookAtAll();
    },
    lost: (fault) => log.warn({ event: 'ends_unheard', ...faultFields(fault) }, 'ends_unheard'),
    tell: (channel, payload) =>
      withinPatience(database().execute(sql`select pg_notify(${channel}, ${payload})`)),
  });
  const beating = setInterval(() => watch.beat(), beatSeconds * 1000).unref();
  const streams: EndStreams = { watch, listener, stopping: false };
  const stop = () => {
    // The server waits for its open responses before it exits.
    streams.stopping = true;
    clearInterval(beating);
    watch.dropAll();
    void listener.close();
  };
  whenClosing(stop);
  return streams;
}
