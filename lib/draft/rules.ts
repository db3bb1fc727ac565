/** What may be kept of a form that was not sent: small, and never a secret. Pure; shared with the browser. */

import { isSecretName } from '../typed/secret-name';

export type DraftFields = Readonly<Record<string, string>>;

/** Which form: a few words, such as `invoice:new` or `invoice:<id>`. */
export const isDraftForm = (form: unknown): form is string =>
  typeof form === 'string' && /^[a-z][a-z0-9:-]{0,79}$/.test(form);

/** Characters of one draft, names of fields included: three times a text of two thousand words. */
export const longestDraft = 40_000;
const mostFields = 40;

const ownName = /^[$_]|^(idempotency-key|acting-as|draft-form|id)$/;

/** The hidden field that says which draft a form has. */
export const draftFormField = 'draft-form';

/** What of a form belongs into a draft. */
export function draftable(entries: Iterable<readonly [string, unknown]>): DraftFields {
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || name === '__proto__' || isSecretName(name) || ownName.test(name))
      continue;
    fields[storable(name)] ??= storable(value);
  }
  return fields;
}

/** Postgres has no place for NUL in text, nor for half of a character. */
const storable = (text: string) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

const draftLength = (fields: DraftFields): number =>
  Object.entries(fields).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

export const fitsDraft = (fields: DraftFields): boolean =>
  Object.keys(fields).length <= mostFields && draftLength(fields) <= longestDraft;
