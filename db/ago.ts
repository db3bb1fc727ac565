/** Lengths and moments by the database's clock, which alone decides when something is over. Lengths are in seconds. */

import { type SQL, sql } from 'drizzle-orm';

export const lasting = (length: number | SQL): SQL => sql`make_interval(secs => ${length})`;

/** The moment that long ago. Within a transaction it stands still, as `now()` does. */
export const ago = (length: number): SQL => sql`now() - ${lasting(length)}`;
