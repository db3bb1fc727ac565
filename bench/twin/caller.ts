/** Whom the twin takes every request to come from. The bench names them, so that bodies have the same size on both sides. */

import { database } from '@/db/client';
import type { Caller } from '@/lib/flows/context';

let known: Caller | undefined;

export function caller(): Caller {
  known ??= JSON.parse(process.env.BENCH_CALLER ?? '') as Caller;
  return { ...known, now: new Date() };
}

/** The least that a request can ask of the database: what the session check is measured against. */
export const askLeast = () => database().$client`select 1`;
