/** Throughput of two targets as a ratio: taking turns, and both at the same time. */

import autocannon from 'autocannon';
import type { BenchInstance } from './instance';
import { median, quantile } from './rounds';

export type LoadTarget = {
  readonly instance: BenchInstance;
  readonly path: string;
  /**
   * What those who ask show, in turns, one for each connection: the product lets one of them take a part of it only. Cookies of
   * sessions, or tokens of programs.
   */
  readonly cookies?: readonly string[];
  readonly tokens?: readonly string[];
  /** What every answer has to be. */
  readonly status: number;
};

export type Share = {
  readonly connections: number;
  /** Requests per second of the first target as a share of the second's: the median over the blocks. */
  readonly ratio: number;
  /** Between these lies the middle half of the blocks. */
  readonly low: number;
  readonly high: number;
  readonly requestsPerSecond: readonly [number, number];
  /** The same share while both are asked at once: the noise of a busy machine meets both alike. */
  readonly atOnce: number;
  /** Processor time of the servers for one request, from that run; undefined where the machine does not tell. */
  readonly cpuMs: readonly [number, number] | undefined;
};

type Run = { readonly requestsPerSecond: number; readonly cpuMs: number | undefined };

/** Blocks of A B B A, many and short: a machine that is slower for a while is then slower for both. */
export async function shareOf(
  first: LoadTarget,
  second: LoadTarget,
  options: { connections: number; seconds: number; blocks: number },
): Promise<Share> {
  const { connections, seconds, blocks } = options;
  const a: Run[] = [];
  const b: Run[] = [];
  for (let block = 0; block < blocks; block += 1) {
    a.push(await load(first, connections, seconds));
    b.push(await load(second, connections, seconds), await load(second, connections, seconds));
    a.push(await load(first, connections, seconds));
  }
  const ratios = Array.from({ length: blocks }, (_, block) => pairSum(a, block) / pairSum(b, block));
  const rates = [a, b].map((runs) => median(runs.map((run) => run.requestsPerSecond)));
  const [one, other] = await Promise.all(
    [first, second].map((target) => load(target, connections / 2, 8 * seconds)),
  );
  return {
    connections,
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    requestsPerSecond: [rates[0] ?? 0, rates[1] ?? 0],
    atOnce: (one?.requestsPerSecond ?? 0) / (other?.requestsPerSecond ?? 0),
    cpuMs: one?.cpuMs && other?.cpuMs ? [one.cpuMs, other.cpuMs] : undefined,
  };
}

const pairSum = (runs: readonly Run[], block: number) =>
  (runs[2 * block]?.requestsPerSecond ?? 0) + (runs[2 * block + 1]?.requestsPerSecond ?? 0);

/** What its types leave out. */
type CountedByStatus = { readonly statusCodeStats: Readonly<Record<string, { count: number }>> };

/** Throws when a single answer is not what it has to be: a fast error must not pass for a fast page. */
export async function load(target: LoadTarget, connections: number, seconds: number): Promise<Run> {
  const before = target.instance.cpuMs();
  let connected = 0;
  const result = await autocannon({
    url: target.instance.url + target.path,
    connections,
    duration: seconds,
    // On a busy machine an answer may be slow; that is what is measured, and no error.
    timeout: 60,
    setupClient: (client) => {
      const cookie = target.cookies?.[connected % target.cookies.length];
      const token = target.tokens?.[connected % target.tokens.length];
      connected += 1;
      if (cookie) client.setHeaders({ cookie: `session=${cookie}` });
      if (token) client.setHeaders({ authorization: `Bearer ${token}` });
    },
  });
  const after = target.instance.cpuMs();
  const answered = result.requests.total;
  const byStatus = (result as typeof result & CountedByStatus).statusCodeStats;
  const right = byStatus[target.status];
  if (result.errors > 0 || right?.count !== answered || answered === 0) {
    throw new Error(
      `${target.path}: ${right?.count ?? 0} of ${answered} answers were ${target.status} (${Object.keys(byStatus)}), ${result.errors} errors`,
    );
  }
  return {
    requestsPerSecond: answered / result.duration,
    cpuMs: before === undefined || after === undefined ? undefined : (after - before) / answered,
  };
}
