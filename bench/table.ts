/** A table of results, and how its cells are written. Pure. */

export type Table = {
  readonly title: string;
  readonly note: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export const micro = (ms: number) => `${Math.round(ms * 1000)} µs`;
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`;
export const verdict = (met: boolean) => (met ? 'met' : 'missed');
