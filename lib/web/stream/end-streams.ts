/** This process's open streams that wait for the end of a session, and what they share: one listener, one timer. */

import 'server-only';
import { sql } from 'drizzle-orm';
import { database, noteAnswer, renewDatabase } from '../../../db/client';
import { type Listener, listen } from '../../../db/listen';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { faultFields, log } from '../../observe/log';
import { memberIdsOf } from '../../organization/store';
import { askTogether, EndWatch, type Watcher } from '../../session/end-watch';
import { type End, findEnds } from '../../session/find-ends';
import { problem } from '../guards/problem';
import { isSilence, withinPatience } from '../guards/store-fault';
import { whenClosing } from '../server/leave';
import { eventStream, type OpenStream } from './event-stream';

/** Seconds between comments: shorter than any proxy's patience. */
const beatSeconds = 20;
const busyRetrySeconds = 30;
/** Over which the pages of one instance ask after an outage. */
const spreadSeconds = 10;
const retryMs = 1000;

type EndStreams = { readonly watch: EndWatch; readonly listener: Listener; stopping: boolean };

const slot = Symbol.for('app.end-streams');
type Slot = { [slot]?: EndStreams };

/** Opens a stream that hears when this session ends; 503 if there is no place for one more. */
export function endStream(sessionId: string, userId: string): Response {
  const streams = endStreams();
  if (streams.stopping || streams.watch.full)
    return problem('unavailable', {
      title: 'There are too many open streams here. Try again.',
      retryAfterSeconds: busyRetrySeconds,
    });
  return eventStream((stream) => {
    const stop = streams.watch.watch(sessionId, watcherOf(userId, stream));
    if (!stop || streams.stopping) {
      stream.close();
      return stop ?? (() => undefined);
    }
    // Asked again now that we listen: it may have ended since the guard looked.
    streams.watch.look([sessionId]);
    return stop;
  });
}

const watcherOf = (userId: string, stream: OpenStream): Watcher => ({
  userId,
  ended({ reason, endedFrom, endedAt, byItself }: End) {
    stream.send('ended', { reason, endedFrom, endedAt: endedAt?.toISOString(), byItself });
    stream.close();
  },
  changed: (spread) => stream.send('changed', { spread }),
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

/**
 * Their pages ask what they may show now. One member's place has changed, or something for all of its members: then who they are
 * is asked for.
 */
function hearOrganizations(watch: EndWatch): (payload: string) => void {
  const askMembers = askTogether(retryMs, async (ids) => {
    watch.nudge(new Set(await withinPatience(memberIdsOf(database(), ids))));
  });
  return (payload) => {
    const [organizationId = '', userId] = payload.split(' ');
    if (userId) watch.nudge(new Set([userId]));
    else askMembers([organizationId]);
  };
}

function begin(): EndStreams {
  let heardBefore = false;
  const watch = new EndWatch({ find });
  const listener = listen({
    url: env().databaseListenUrl,
    channels: {
      session_ended: (sessionId) => watch.look([sessionId]),
      ...(isOn('organizations') && { organization_changed: hearOrganizations(watch) }),
    },
    joined: () => {
      log.info({ event: 'ends_heard' }, 'ends_heard');
      watch.lookAtAll();
      // What has changed meanwhile is known to nobody, so everyone asks; after an outage not all at once.
      watch.nudge('everyone', heardBefore ? spreadSeconds : 0);
      heardBefore = true;
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
