/** The lines of support in a person's own log. Pure. */

import type { AuditEventName } from '../audit/events';
import { type ActivityLine, lineData, textOf } from './activity-line';
import { visitSums } from './support';

type Sentence = (row: ActivityLine) => { readonly title: string; readonly detail?: string };
type OfSupport = Extract<AuditEventName, `support_${string}`>;

const numberOf = (row: ActivityLine, key: string) => Number(lineData(row)[key] ?? 0);
const quoted = (row: ActivityLine) => {
  const why = textOf(row, 'why');
  return why && `“${why}”`;
};

export const supportSentences: Record<OfSupport, Sentence> = {
  support_asked: (row) => ({
    title:
      row.reason === 'tell'
        ? 'Support said that it will look at your account'
        : 'Support asked to see your account',
    detail: quoted(row),
  }),
  support_granted: (row) => ({
    title:
      row.reason === 'act'
        ? 'Support allowed to see and change your account'
        : 'Support allowed to see your account',
    detail: quoted(row),
  }),
  support_refused: (row) => ({ title: 'Support refused', detail: quoted(row) }),
  support_withdrawn: () => ({ title: 'Consent for support taken back' }),
  support_started: (row) => ({
    title:
      row.reason === 'act'
        ? 'Support began to see and change your account'
        : 'Support began to see your account',
    detail: quoted(row),
  }),
  support_stopped: (row) => ({
    title: 'Support stopped seeing your account',
    detail: visitSums({ pages: numberOf(row, 'pages'), changes: numberOf(row, 'changes') }),
  }),
};
