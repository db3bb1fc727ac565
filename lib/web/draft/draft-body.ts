/** A draft as the page and its scripts know it. Pure. */

import type { DraftFields } from '../../draft/rules';
import { dayTimeWords } from '../../words/times';

export type DraftBody = {
  readonly form: string;
  readonly fields: DraftFields;
  /** 0 if there is none. */
  readonly version: number;
  /** When it was saved, for the reader: "3:12 PM", "yesterday, 3:12 PM". */
  readonly savedWords?: string;
  /** Nothing is kept of what is typed here. */
  readonly off?: true;
};

type Stored = { readonly fields: DraftFields; readonly version: number; readonly savedAt: Date };
type Reader = { readonly now: Date; readonly zone: string | undefined };

export function draftBody(form: string, draft: Stored | undefined, { now, zone }: Reader): DraftBody {
  if (!draft) return { form, fields: {}, version: 0 };
  const savedWords = dayTimeWords(draft.savedAt, now, zone).replace(/^today, /, '');
  return { form, fields: draft.fields, version: draft.version, savedWords };
}
