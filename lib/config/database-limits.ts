/** How long anything may take that waits for the database. In one place, because the numbers depend on each other. */

/** In milliseconds, as Postgres takes them; zero is no limit. */
export type DatabaseLimits = {
  /** One statement, including its waits for locks. */
  readonly statement: number;
  /** One wait for one lock: somebody else holds the row or the table. */
  readonly lock: number;
  /** A transaction that does nothing: its process hangs, and others wait for what it holds. */
  readonly idleInTransaction: number;
};

/** How long a person waits for an answer before they hear that there is none. In seconds. */
export const patience = {
  /** Checking whether a session is alive. If it took longer, people would believe they were signed out. */
  check: 4,
  /** What an action or a route does. Hashing takes a while when there is a queue. */
  deed: 15,
  /** The same if another site is asked on the way. */
  deedElsewhere: 20,
  /** A page that has not sent anything yet. Longer than the deed of a form without scripts and the page after it. */
  page: 30,
} as const;

/** For requests: a lock is shorter than the patience of a check, a statement shorter than that of a deed. */
export const requestLimits: DatabaseLimits = { statement: 10_000, lock: 3000, idleInTransaction: 15_000 };

/** For jobs and commands, which nobody waits for. Sending a mail holds its row until the mail server has answered. */
export const jobLimits: DatabaseLimits = { statement: 300_000, lock: 10_000, idleInTransaction: 300_000 };

/** For the owner: a migration takes as long as it takes. */
export const noLimits: DatabaseLimits = { statement: 0, lock: 0, idleInTransaction: 0 };

/** By the names that Postgres gives them. */
export const settingsOf = ({ statement, lock, idleInTransaction }: DatabaseLimits) => ({
  statement_timeout: statement,
  lock_timeout: lock,
  idle_in_transaction_session_timeout: idleInTransaction,
});
