/** Rounds, medians and ratios. Both sides take turns, A B B A, so that a noise that grows or fades meets both alike. Pure but for the clock. */

export type TimedRound = { readonly name: string; readonly run: () => Promise<unknown> };

/** Milliseconds of every call, by name, round by round. */
export type Rounds = ReadonlyMap<string, readonly (readonly number[])[]>;

/** Calls one after the other; every second round in the opposite order. */
export async function interleave(
  sides: readonly TimedRound[],
  options: { rounds: number; calls: number },
): Promise<Rounds> {
  const result = new Map<string, number[][]>(sides.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    const order = round % 2 === 0 ? sides : [...sides].reverse();
    for (const { name, run } of order) result.get(name)?.push(await timeCalls(run, options.calls));
  }
  return result;
}

async function timeCalls(run: () => Promise<unknown>, calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

const all = (rounds: Rounds, name: string) => (rounds.get(name) ?? []).flat();

export const medianOf = (rounds: Rounds, name: string) => median(all(rounds, name));
export const p99Of = (rounds: Rounds, name: string) => quantile(all(rounds, name), 0.99);

/** The median over the rounds of "median of the one by median of the other". */
export function ratioOf(rounds: Rounds, name: string, base: string): number {
  const bases = rounds.get(base) ?? [];
  return median((rounds.get(name) ?? []).map((times, round) => median(times) / median(bases[round] ?? [])));
}
