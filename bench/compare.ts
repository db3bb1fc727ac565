/** The product and its twin side by side under load, and the product with and without a session. */

import { runInside } from './inside';
import { type BenchInstance, startBenchInstance } from './instance';
import { type LoadTarget, load, type Share, shareOf } from './load';
import type { SignedInPerson } from './person';
import { type Comparison, targets } from './results';

type Pair = { readonly title: string; readonly a: LoadTarget; readonly b: LoadTarget };
type Crowd = readonly { readonly cookie: string; readonly token: string; readonly key: string }[];
const mostConnections = 64;

type Effort = { readonly seconds: number; readonly blocks: number };

export async function compareLoad(
  env: NodeJS.ProcessEnv,
  { caller }: SignedInPerson,
  quick: boolean,
): Promise<Comparison[]> {
  const product = await startBenchInstance('product', env);
  try {
    // Their tokens name who signed them.
    const signer = { ...env, APP_URL: product.appUrl };
    const crowd = await runInside<Crowd>('sign-in-many.ts', signer, [String(mostConnections)]);
    const twin = await startBenchInstance('twin', { ...env, BENCH_CALLER: JSON.stringify(caller) });
    try {
      return await compare(product, twin, crowd, quick);
    } finally {
      await twin.stop();
    }
  } finally {
    await product.stop();
  }
}

async function compare(product: BenchInstance, twin: BenchInstance, crowd: Crowd, quick: boolean) {
  const cookies = crowd.map(({ cookie }) => cookie);
  const at = (instance: BenchInstance, path: string): LoadTarget => ({
    instance,
    path,
    cookies,
    status: 200,
  });
  const beside = (title: string, path: string): Pair => ({
    title: `${title} \`${path}\`: product : twin`,
    a: at(product, path),
    b: at(twin, path),
  });
  const stranger = (path: string, status: number): Pair => ({
    title: `\`${path}\`: with a session : without (${status})`,
    a: at(product, path),
    b: { instance: product, path, status },
  });
  const main = [beside('JSON route', '/api/session'), beside('Page', '/test-notes/new')];
  const typical = beside('Page with data', '/test-notes');
  const strangers = [stranger('/api/session', 401), stranger('/test-notes/new', 303)];
  const full: Effort = quick ? { seconds: 1, blocks: 3 } : { seconds: 1, blocks: 10 };
  const short: Effort = { seconds: 1, blocks: quick ? 2 : 6 };
  const calls = callsOf(product, crowd);
  for (const { a, b } of [...main, typical, ...calls]) {
    for (const target of [a, b]) await load(target, 16, quick ? 2 : 4);
  }
  const comparisons: Comparison[] = [];
  for (const pair of main) {
    for (const connections of [16, mostConnections]) {
      comparisons.push({ ...(await judge(pair, connections, full)), target: targets.share });
    }
  }
  comparisons.push({ ...(await judge(typical, 16, short)), target: targets.share });
  for (const pair of strangers) comparisons.push(await judge(pair, 16, short));
  for (const pair of calls) comparisons.push({ ...(await judge(pair, 16, full)), target: targets.share });
  return comparisons;
}

/** The same call of the API, by a program and by a browser. */
function callsOf(instance: BenchInstance, crowd: Crowd): Pair[] {
  const call = { instance, path: '/api/v1/me', status: 200 };
  const byCookie = { ...call, cookies: crowd.map(({ cookie }) => cookie) };
  return [
    {
      title: '`/api/v1/me`: with an access token : with the cookie',
      a: { ...call, tokens: crowd.map(({ token }) => token) },
      b: byCookie,
    },
    {
      title: '`/api/v1/me`: with an API key : with the cookie',
      a: { ...call, tokens: crowd.map(({ key }) => key) },
      b: byCookie,
    },
  ];
}

async function judge({ title, a, b }: Pair, connections: number, effort: Effort) {
  const share: Share = await shareOf(a, b, { connections, ...effort });
  return { title, share };
}
