/**
 * How much of the pool one person, one browser or one network may use at once. Further requests wait here and hold no
 * connection, so a person whose rows are held, or who floods us, costs nobody else a request.
 */

import 'server-only';
import type { Sql } from 'postgres';
import { type Database, noteAnswer, poolOf } from '../../../db/client';
import { keptBy } from '../../../db/doorkeeper';
import { sourceOf } from '../../address';
import type { Origin } from '../../audit/append';
import { patience } from '../../config/database-limits';
import { type Caller, type PooledContext, type SignedInContext, whoActs } from '../../flows/context';
import { takeTurnsByKey } from '../../one-at-a-time';
import { currentDeed } from './deed';
import { seeStoreFault } from './seen-fault';
import { wasAnswered } from './store-fault';

/** Part of the pool for each kind of key; a request that waits longer than this is told to try again. */
const parts = { person: 0.3, browser: 0.2, network: 0.5 };
const longest = 500;

type Turn = ReturnType<typeof takeTurnsByKey>;
type Shares = Readonly<Record<keyof typeof parts, Turn>>;

const slot = Symbol.for('app.shares');
type Slot = { [slot]?: WeakMap<Sql, Shares> };

/** Shared by the bundles of one process, as the pool is. */
function sharesOf(db: Database): Shares {
  const holder = globalThis as Slot;
  holder[slot] ??= new WeakMap();
  const { $client } = poolOf(db);
  const known = holder[slot].get($client);
  if (known) return known;
  const share = (part: number) =>
    takeTurnsByKey({
      atOnce: Math.max(1, Math.floor($client.options.max * part)),
      longest,
      patience: patience.check * 1000,
    });
  const made = {
    person: share(parts.person),
    browser: share(parts.browser),
    network: share(parts.network),
  };
  holder[slot].set($client, made);
  return made;
}

/** For the check of one session, by the hash of its secret. */
export const inTurnOfBrowser = <T>(db: Database, secretHash: Buffer, check: () => Promise<T>): Promise<T> =>
  sharesOf(db).browser(secretHash.toString('base64'), check);

/** A signed-in person in all their browsers. */
export const ofPerson = (ctx: PooledContext, caller: Caller): SignedInContext & PooledContext => ({
  ...ctx,
  ...caller,
  inLineOf: undefined,
  db: shared(ctx.db, 'person', whoActs(caller), ctx.request),
});

/** Nobody knows who it is: one network. */
export const ofNetwork = (db: Database, request: Origin): Database =>
  shared(db, 'network', () => sourceOf(request.ip), request);

/**
 * Anyone who comes with something that belongs to one account, wherever they come from. Not the line of its person, whom
 * strangers could keep waiting.
 */
export const lineOf = (db: Database, account: string): Database =>
  keptBy({ enter: (work) => sharesOf(db).person(`anybody:${account}`, work) }, db);

function shared(
  db: Database,
  kind: keyof typeof parts,
  key: string | (() => string),
  request: Origin | undefined,
): Database {
  const turn = sharesOf(db)[kind];
  const pool = poolOf(db);
  return keptBy(
    {
      async enter(work, what) {
        const deed = currentDeed();
        try {
          const result = await turn(typeof key === 'string' ? key : key(), () => {
            deed?.goOn();
            return what === 'statement' && deed ? deed.alone(work) : work();
          });
          noteAnswer(pool);
          return result;
        } catch (fault) {
          if (wasAnswered(fault)) noteAnswer(pool);
          throw seeStoreFault(fault, request?.id);
        }
      },
      commits: () => currentDeed()?.commit(),
    },
    pool,
  );
}
