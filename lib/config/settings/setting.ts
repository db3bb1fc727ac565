/** Something that an operator may set, and the two kinds there are. Pure. */

export type Setting = {
  env: string;
  fallback: string;
  kind: 'duration' | 'count';
  label: string;
  why: string;
};

/** A length such as `30m`. */
export const duration = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'duration', label, why }) as const;
/** A whole number above zero. */
export const count = (env: string, fallback: string, label: string, why: string) =>
  ({ env, fallback, kind: 'count', label, why }) as const;
