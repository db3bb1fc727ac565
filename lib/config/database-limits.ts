/** How long anything may take that waits for the database. One place, because each number leans on the next. */

/** In milliseconds, as Postgres takes them; zero is no limit. */
export type DatabaseLimits = {
  /** One statement, its waits for locks included. */
  readonly statement: number;
  /** One wait for one lock: somebody else holds the row or the table. */
  readonly lock: number;
  /** A transaction in which nothing happens: its process hangs, and others wait for what it holds. */
  readonly idleInTransaction: number;
};

/** How long somebody waits for an answer before they are told that there is none. In seconds. */
export const patience = {
  /** Whether a session is alive. Longer, and people believe that they were signed out. */
  check: 4,
  /** What an action or a route does. Hashing in a queue takes a while. */
  deed: 15,
  /** The same where another site is asked on the way. */
  deedElsewhere: 20,
  /** A page of which nothing was sent yet. Longer than the deed of a form without scripts and the page after it. */
  page: 30,
} as const;

/** For anyone who answers people: a lock below the patience of a check, a statement below the one of a deed. */
export const requestLimits: DatabaseLimits = { statement: 10_000, lock: 3000, idleInTransaction: 15_000 };

/** For jobs and commands that nobody waits for. Sending a mail holds its row until the mail server has answered. */
export const jobLimits: DatabaseLimits = { statement: 300_000, lock: 10_000, idleInTransaction: 300_000 };

/** For the owner: a migration takes as long as it takes. */
export const noLimits: DatabaseLimits = { statement: 0, lock: 0, idleInTransaction: 0 };

/** As Postgres names them. */
export const settingsOf = ({ statement, lock, idleInTransaction }: DatabaseLimits) => ({
  statement_timeout: statement,
  lock_timeout: lock,
  idle_in_transaction_session_timeout: idleInTransaction,
});
