/** Whether the time of an answer tells an address with an account from one without (ASVS 6.3.8): interleaved pairs, medians, rank AUC. */

import { randomBytes } from 'node:crypto';
import { runInside } from './inside';
import { type BenchInstance, startBenchInstance } from './instance';

export type AnswerTimes = {
  readonly what: string;
  readonly pairs: number;
  /** Milliseconds. */
  readonly knownMs: number;
  readonly unknownMs: number;
  /** How often a known address is answered later than an unknown one, ties by half; 0.5 tells nothing. */
  readonly auc: number;
};

type Endpoint = {
  readonly what: string;
  readonly path: string;
  /** A text inside of the form. */
  readonly within: string;
  readonly fields: (email: string) => Record<string, string>;
};

const endpoints: readonly Endpoint[] = [
  {
    what: 'Sign in, wrong password',
    path: '/sign-in',
    within: 'name="password"',
    fields: (email) => ({ email, password: 'not the password of anybody' }),
  },
  {
    what: 'Ask for a reset link',
    path: '/forgot-password',
    within: 'name="email"',
    fields: (email) => ({ email }),
  },
  {
    what: 'Sign up',
    path: '/sign-up',
    within: 'name="password"',
    fields: (email) => ({ email, name: 'Somebody', password: 'seven unlikely otters' }),
  },
];

/** Lifts the limits per source: all of it comes from one. */
const unlimited = {
  BREACHED_PASSWORDS_URL: 'off',
  SIGN_UPS_PER_HOUR: '100000',
  FORGOT_PER_SOURCE_PER_HOUR: '100000',
  SOURCE_FAILURES_PER_MINUTE: '100000',
  SOURCE_FAILURES_PER_HOUR: '100000',
  SOURCE_ACCOUNTS_PER_HOUR: '100000',
};

/** Each address is used once for each form, so that no limit per account slows one side down. */
export async function measureAnswers(env: NodeJS.ProcessEnv, pairs: number): Promise<AnswerTimes[]> {
  const known = await runInside<string[]>('known-people.ts', env, [String(pairs)]);
  const instance = await startBenchInstance('product', { ...env, ...unlimited });
  try {
    const times: AnswerTimes[] = [];
    for (const endpoint of endpoints) times.push(await measureOne(instance, endpoint, known));
    return times;
  } finally {
    await instance.stop();
  }
}

async function measureOne(
  instance: BenchInstance,
  endpoint: Endpoint,
  known: readonly string[],
): Promise<AnswerTimes> {
  const post = await formOf(instance, endpoint);
  for (let n = 0; n < 10; n++) await post(unknownAddress());
  const [knownTimes, unknownTimes]: [number[], number[]] = [[], []];
  for (const [n, email] of known.entries()) {
    const sides = [
      async () => knownTimes.push(await post(email)),
      async () => unknownTimes.push(await post(unknownAddress())),
    ];
    // Turn about, so that neither side always comes first.
    for (const side of n % 2 === 0 ? sides : sides.reverse()) await side();
  }
  return {
    what: endpoint.what,
    pairs: known.length,
    knownMs: median(knownTimes),
    unknownMs: median(unknownTimes),
    auc: rankAuc(knownTimes, unknownTimes),
  };
}

const unknownAddress = () => `unknown-${randomBytes(6).toString('hex')}@example.com`;

/** Loads the form once; each call posts it as a browser without scripts does, and gives the milliseconds until all of the answer is there. */
async function formOf({ url }: BenchInstance, { path, within, fields }: Endpoint) {
  const origin = url.replace('127.0.0.1', 'localhost');
  const page = await (await fetch(origin + path)).text();
  const form = page.split('<form').find((part) => part.split('</form>')[0]?.includes(within)) ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)];
  if (hidden.length === 0) throw new Error(`there is no form at ${path}`);
  return async (email: string): Promise<number> => {
    const body = new FormData();
    for (const [, name = '', value = ''] of hidden) body.set(name, value.replaceAll('&quot;', '"'));
    for (const [name, value] of Object.entries(fields(email))) body.set(name, value);
    const headers = { origin, 'sec-fetch-site': 'same-origin' };
    const began = performance.now();
    const response = await fetch(origin + path, { method: 'POST', body, headers, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status >= 400) throw new Error(`${path} answered ${response.status}`);
    return performance.now() - began;
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rankAuc(left: readonly number[], right: readonly number[]): number {
  const wins = left.flatMap((a) => right.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}
