/** What a request asks of the database, counted and not timed. */

import { administer } from '../db/administer';
import type { BenchInstance } from './instance';
import type { Counts, Relay } from './wire';

export type PerRequest = {
  readonly path: string;
  /** Of the session check alone. */
  readonly checkStatements: number;
  /** Of the page's own data. */
  readonly otherStatements: number;
  readonly roundTrips: number;
  readonly writes: number;
};

export type TouchCount = {
  readonly requests: number;
  readonly updates: number;
  readonly rowsChanged: number;
  readonly updatesWhenNotDue: number;
};

type Visitor = { readonly instance: BenchInstance; readonly relay: Relay; readonly cookie: string };

const isCheck = (statement: string) => /^\s*select .*\bsecret_hash = \$1/s.test(statement);
const isWrite = (statement: string) => /^\s*(insert|update|delete)/i.test(statement);

/** One request after the other, once every connection of the pool knows the statements. */
export async function countPerRequest(visitor: Visitor, path: string, requests: number): Promise<PerRequest> {
  for (let round = 0; round < 3; round += 1) await many(visitor, path, 32);
  for (let warm = 0; warm < 20; warm += 1) await visit(visitor, path);
  visitor.relay.take();
  for (let request = 0; request < requests; request += 1) await visit(visitor, path);
  const counts = visitor.relay.take();
  const checks = counts.statements.filter(isCheck).length;
  const writes = counts.statements.filter(isWrite).length;
  return {
    path,
    checkStatements: checks / requests,
    otherStatements: (counts.statements.length - checks - writes) / requests,
    roundTrips: counts.roundTrips / requests,
    writes,
  };
}

/** Moves the session's last activity back, so that a touch is due, and then asks for the page all at once. */
export async function countTouches(
  visitor: Visitor,
  options: { path: string; requests: number; databaseUrl: string; sessionId: string },
): Promise<TouchCount> {
  const { path, requests, databaseUrl, sessionId } = options;
  await administer(
    databaseUrl,
    (sql) =>
      sql`update sessions set last_active_at = now() - interval '2 minutes' where id = ${sessionId}::uuid`,
  );
  visitor.relay.take();
  await many(visitor, path, requests);
  const due = await whenQuiet(visitor.relay);
  await many(visitor, path, requests);
  const notDue = await whenQuiet(visitor.relay);
  return {
    requests,
    updates: due.tags.filter((tag) => tag.startsWith('UPDATE')).length,
    rowsChanged: rowsChanged(due),
    updatesWhenNotDue: notDue.tags.filter((tag) => tag.startsWith('UPDATE')).length,
  };
}

const rowsChanged = ({ tags }: Counts) =>
  tags.reduce((sum, tag) => sum + (tag.startsWith('UPDATE ') ? Number(tag.slice(7)) : 0), 0);

/** A touch runs after its response: asks until nothing more has passed for a while. */
async function whenQuiet(relay: Relay): Promise<Counts> {
  let all = relay.take();
  for (let quiet = 0; quiet < 5; ) {
    await new Promise((done) => setTimeout(done, 100));
    const next = relay.take();
    quiet = next.tags.length > 0 ? 0 : quiet + 1;
    all = {
      ...next,
      statements: [...all.statements, ...next.statements],
      tags: [...all.tags, ...next.tags],
    };
  }
  return all;
}

const many = (visitor: Visitor, path: string, requests: number) =>
  Promise.all(Array.from({ length: requests }, () => visit(visitor, path)));

async function visit({ instance, cookie }: Visitor, path: string): Promise<void> {
  const response = await fetch(instance.url + path, {
    headers: { cookie: `session=${cookie}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
}
