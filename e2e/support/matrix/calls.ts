/** Calls of an organization's actions over plain HTTP, as the scripts of a page make them. */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actingInField, idempotencyKeyField } from '../../../lib/web/guards/action-state';
import { calledWith } from '../forms';
import { ask, fromOurPages, type HttpAnswer, type HttpQuestion } from '../http';

type Reference = { readonly exportedName?: string };
const built = process.env.NEXT_DIST_DIR ?? '.next';

/** By which Next knows it; the name of an action stands once in the tree. */
function idOf(action: string): string {
  const text = readFileSync(join(built, 'server/server-reference-manifest.json'), 'utf8');
  const { node } = JSON.parse(text) as { node: Record<string, Reference> };
  const found = Object.entries(node).find(([, { exportedName }]) => exportedName === action);
  if (!found) throw new Error(`the build has no action ${action}`);
  return found[0];
}

export type Call = {
  readonly action: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The id of the organization that the page showed. */
  readonly actingIn?: string | undefined;
  readonly question: HttpQuestion;
};

export async function callMatrixAction({
  action,
  path,
  fields,
  actingIn,
  question,
}: Call): Promise<HttpAnswer> {
  const own = { ...fields, [idempotencyKeyField]: randomUUID() };
  const { body, type } = await calledWith(actingIn ? { ...own, [actingInField]: actingIn } : own);
  const headers = { 'next-action': idOf(action), 'content-type': type, accept: 'text/x-component' };
  return ask(path, {
    ...question,
    method: 'POST',
    headers: { ...fromOurPages(), ...question.headers, ...headers },
    body,
  });
}

/** It went through: it says so, or leads on. */
export const wentThrough = ({ status, headers, text }: HttpAnswer): boolean =>
  headers['x-action-redirect'] !== undefined || (status === 200 && text.includes('"status":"done"'));
