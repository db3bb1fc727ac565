/** One pool behind a door: every statement and every transaction asks before it takes a connection. */

import type { Sql } from 'postgres';
import { behindTheDoor, type Database, poolOf, type Transaction } from './client';

export type Entering = 'statement' | 'transaction';

export type Doorkeeper = {
  /** Runs the work once it may begin. */
  enter<T>(work: () => Promise<T>, what: Entering): Promise<T>;
  /** The first thing in a transaction. */
  begun?(tx: Transaction): Promise<unknown>;
  /** The last thing before a transaction commits; if it throws, the transaction rolls back. */
  commits?(): void;
};

/**
 * Works like the same database. With several doors, the outermost is asked first. Every request makes two of these and most use
 * one, so what stands behind a door is made when it is first asked for.
 */
export function keptBy(keeper: Doorkeeper, db: Database): Database {
  const kept = Object.create(doorTo(db));
  kept[keeperOfThis] = keeper;
  return kept;
}

const keeperOfThis = Symbol('keeper');
type Kept = Database & { readonly [keeperOfThis]: Doorkeeper };

const doors = new WeakMap<Database, object>();

/** The part that every kept version of one database shares. */
function doorTo(db: Database): object {
  const known = doors.get(db);
  if (known) return known;
  const session: Session = Reflect.get(db, 'session');
  const door = Object.create(db, {
    [behindTheDoor]: { value: poolOf(db) },
    session: madeOnce('session', (keeper) => keptSession(keeper, session)),
    $client: madeOnce('$client', (keeper) => keptClient(keeper, db.$client)),
    transaction: {
      value(this: Kept, work: Work, config?: object) {
        return transact(this[keeperOfThis], session, work, config);
      },
    },
  });
  doors.set(db, door);
  return door;
}

function madeOnce(name: string, make: (keeper: Doorkeeper) => unknown): PropertyDescriptor {
  return {
    get(this: Kept) {
      const value = make(this[keeperOfThis]);
      Object.defineProperty(this, name, { value });
      return value;
    },
  };
}

/** The part of drizzle's session that we use and that its own database types leave out. */
type Session = {
  transaction(work: Work, config?: object): Promise<unknown>;
  prepareQuery(...asked: unknown[]): { execute(...values: unknown[]): Promise<unknown> };
};
type Work = (tx: Transaction) => Promise<unknown>;

function transact(keeper: Doorkeeper, session: Session, work: Work, config?: object): Promise<unknown> {
  return keeper.enter(
    () =>
      session.transaction(async (tx) => {
        await keeper.begun?.(tx);
        const result = await work(tx);
        keeper.commits?.();
        return result;
      }, config),
    'transaction',
  );
}

function keptSession(keeper: Doorkeeper, session: Session): Session {
  return Object.create(session, {
    transaction: { value: (work: Work, config?: object) => transact(keeper, session, work, config) },
    prepareQuery: {
      value: (...asked: unknown[]) => {
        const query = session.prepareQuery(...asked);
        const execute = query.execute.bind(query);
        query.execute = (...values) => keeper.enter(() => execute(...values), 'statement');
        return query;
      },
    },
  });
}

/**
 * Statements written by hand. Each is sent when its turn comes, so the extras that postgres.js adds to a promise are missing.
 */
function keptClient(keeper: Doorkeeper, client: Sql): Sql {
  const unsafe = (...asked: Parameters<Sql['unsafe']>) =>
    keeper.enter(async () => client.unsafe(...asked), 'statement');
  return new Proxy(client, {
    get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
  });
}
