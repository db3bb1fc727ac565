/** rate-limiter-flexible on Postgres, with windows that begin and end by the database's clock, the same for all instances. */

import { type SQL, sql } from 'drizzle-orm';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Executor } from '../../db/client';

type Stored = { readonly rows: readonly { points: number; expire: number }[] };

/**
 * The library reads the app server's clock to open and close a window; a wrong one would end sessions early, or lock a
 * source out for a day. So the two statements that read a clock are ours, and the library's arithmetic gets back the
 * instant at which the window closes by the clock that it reads.
 */
export class DatabaseClockLimiter extends RateLimiterPostgres {
  constructor(
    private readonly database: Executor,
    keyPrefix: string,
    window: { points: number; duration: number },
  ) {
    // The client is never used: every statement is below. The sweep removes what has expired.
    const unused = { query: () => Promise.reject(new Error('a statement with the clock of the app server')) };
    super({
      storeClient: unused,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      ...window,
    });
  }

  /**
   * Prepared, and so one round trip. Within a transaction the point is counted with the deed or not at all: on a connection
   * of its own it would wait for a place in the pool while it holds one.
   */
  private async run(text: string, parameters: Parameter[]): Promise<Row[]> {
    if ('$client' in this.database)
      return [...(await this.database.$client.unsafe(text, parameters, { prepare: true }))];
    return [...(await this.database.execute<Row>(asSql(text, parameters)))];
  }

  async _upsert(key: string, points: number, durationMilliseconds: number, force = false): Promise<Stored> {
    if (points < 0) return this.takeBack(key, points);
    const rows = await this.run(
      `insert into rate_limits as r (key, points, expires_at) values ($1, $2, now() + $3 * interval '1 ms')
       on conflict (key) do update set
         points = case when r.expires_at <= now() or $4 then excluded.points else r.points + excluded.points end,
         expires_at = case when r.expires_at <= now() or $4 then excluded.expires_at else r.expires_at end
       returning points, ${millisecondsLeft} as left`,
      [key, points, durationMilliseconds, force],
    );
    return stored(rows);
  }

  /** A point given back after its window has closed changes nothing. */
  private async takeBack(key: string, points: number): Promise<Stored> {
    const rows = await this.run(
      `update rate_limits set points = greatest(0, points + $2) where key = $1 and expires_at > now()
       returning points, ${millisecondsLeft} as left`,
      [key, points],
    );
    return rows.length > 0 ? stored(rows) : { rows: [{ points: 0, expire: Date.now() }] };
  }

  async _get(key: string): Promise<Stored | null> {
    const rows = await this.run(
      `select points, ${millisecondsLeft} as left from rate_limits where key = $1 and expires_at > now()`,
      [key],
    );
    return rows.length > 0 ? stored(rows) : null;
  }

  async _delete(key: string): Promise<boolean> {
    const rows = await this.run('delete from rate_limits where key = $1 returning key', [key]);
    return rows.length > 0;
  }
}

type Parameter = string | number | boolean;
type Row = Record<string, unknown>;

/** `$1` and so on with their values. */
const asSql = (text: string, parameters: readonly Parameter[]): SQL =>
  sql.join(
    text
      .split(/\$(\d)/)
      .map((part, n) => (n % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`)),
  );

const millisecondsLeft = 'greatest(0, extract(epoch from expires_at - now()) * 1000)::int';

const stored = (rows: Iterable<Record<string, unknown>>): Stored => ({
  rows: [...rows].map((row) => ({ points: Number(row.points), expire: Date.now() + Number(row.left) })),
});
