/**
 * What Postgres says beside its answers. Production ignores it, because what matters there comes as an error. Tests listen,
 * because Postgres warns when it did not do what it was asked to.
 */

import type { Notice } from 'postgres';

type Listener = (notice: Notice) => void;
const slot = Symbol.for('app.notices');
type Slot = { [slot]?: Listener };

/** For the option of that name on every connection. */
export const onnotice: Listener = (notice) => (globalThis as Slot)[slot]?.(notice);

export function hearNotices(listener: Listener): void {
  (globalThis as Slot)[slot] = listener;
}

/** `if exists` and `if not exists` answer like this when they had nothing to do. */
export const isIdle = ({ severity, message = '' }: Notice): boolean =>
  severity === 'NOTICE' && message.endsWith(', skipping');
