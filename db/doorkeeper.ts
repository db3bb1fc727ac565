/** One pool, seen through a door: every statement and every transaction asks before it takes a connection. */

import type { Sql } from 'postgres';
import { behindTheDoor, type Database, poolOf, type Transaction } from './client';

export type Entering = 'statement' | 'transaction';

export type Doorkeeper = {
  /** Runs the work when it may begin. */
  enter<T>(work: () => Promise<T>, what: Entering): Promise<T>;
  /** The first thing in a transaction. */
  begun?(tx: Transaction): Promise<unknown>;
  /** The last thing before a transaction commits; what it throws rolls back. */
  commits?(): void;
};

/** The same database to anyone who uses it. Doors in front of doors are asked from the outside in. */
export function keptBy(keeper: Doorkeeper, db: Database): Database {
  const session: Session = Reflect.get(db, 'session');
  return Object.create(db, {
    [behindTheDoor]: { value: poolOf(db) },
    session: { value: keptSession(keeper, session) },
    transaction: { value: (work: Work, config?: object) => transact(keeper, session, work, config) },
    $client: { value: keptClient(keeper, db.$client) },
  });
}

/** What is used of drizzle's session, which its own types of a database leave out. */
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

/** Statements written by hand. They are sent when their turn comes, so what postgres.js adds to a promise is missing. */
function keptClient(keeper: Doorkeeper, client: Sql): Sql {
  const unsafe = (...asked: Parameters<Sql['unsafe']>) =>
    keeper.enter(async () => client.unsafe(...asked), 'statement');
  return new Proxy(client, {
    get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
  });
}
