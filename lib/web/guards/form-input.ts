/** Reads a posted form: text fields only, each once, nothing that Postgres or a log line would choke on. Pure. */

import type { z } from 'zod';
import type { ActionState } from './action-state';
import { nulSentence } from './nul';

type Parsed<T> = { ok: true; input: T } | { ok: false; state: ActionState<never> };

const secretField = /password|passkey|code|secret/i;

/** What a page may show again; secrets never travel back to the browser. */
export function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(fieldsOf(form))) {
    if (typeof value === 'string' && !secretField.test(name)) values[name] = value;
  }
  return values;
}

/** Whether something was typed that does not come back. */
export const holdsSecret = (form: FormData): boolean =>
  [...form.keys()].some((name) => secretField.test(name));

/** Of a field sent twice the first one counts, everywhere alike (ASVS 15.3.7). */
function fieldsOf(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$') && name !== '__proto__');
  return Object.fromEntries(names.map((name) => [name, form.get(name)]));
}

export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
): Parsed<z.output<Schema>> {
  const values = typedValues(form);
  const raw = fieldsOf(form);
  const broken = Object.entries(raw).find(([, value]) => typeof value === 'string' && value.includes('\0'));
  if (broken) return invalid({ [broken[0]]: nulSentence }, values);
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, input: result.data };
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[String(issue.path[0] ?? 'form')] ??= issue.message;
  return invalid(fields, values);
}

function invalid(fields: Record<string, string>, values: Record<string, string>): Parsed<never> {
  return { ok: false, state: { status: 'invalid', fields, values, message: fields.form } };
}
