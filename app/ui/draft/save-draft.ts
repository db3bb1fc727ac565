/** Sends drafts to the server and fetches them. */

import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft-body';
import type { SessionGuardHandle } from '../session-guard/context';
import type { SaveAnswer } from './keeper';

const path = '/api/drafts';
const retrySeconds = 5;
const later = { kind: 'later', seconds: retrySeconds } as const;

/** Browsers let a page that goes away send this many bytes. */
const longestFarewell = 60_000;

type Saved = { draft: DraftBody; overtaken: boolean };

/** Never throws: a draft that cannot be saved now is saved later. */
export async function sendDraft(
  form: string,
  fields: DraftFields,
  seen: number,
  options: { leaving: boolean; guard: SessionGuardHandle },
): Promise<SaveAnswer> {
  const body = JSON.stringify({ form, fields, seen, owner: options.guard.userId });
  try {
    const response = await fetch(path, {
      method: 'PUT',
      body,
      headers: { 'Content-Type': 'application/json' },
      keepalive: options.leaving && body.length < longestFarewell,
    });
    if (response.status === 401) return await signedOut(options.guard);
    if (response.status === 413) return { kind: 'too_large' };
    if (response.status === 403) return refused(await response.json());
    if (!response.ok)
      return { kind: 'later', seconds: Number(response.headers.get('Retry-After')) || retrySeconds };
    const { draft, overtaken }: Saved = await response.json();
    return { kind: overtaken ? 'overtaken' : 'saved', draft };
  } catch {
    return later;
  }
}

/** A page that was put away saves once it is back. */
const refused = ({ code }: { code?: unknown }): SaveAnswer =>
  code === 'step_up_required' ? later : { kind: 'not_ours' };

/** The guard asks for itself, and the page is put away; what is typed stays in it and is saved once it is back. */
async function signedOut(guard: SessionGuardHandle): Promise<SaveAnswer> {
  const event = await guard.recheck();
  if (event.type !== 'ended') return later;
  return { kind: 'signed_out', back: guard.whenBack() };
}

/** Undefined when it cannot be had now. */
export async function fetchDraft(form: string): Promise<DraftBody | undefined> {
  try {
    const response = await fetch(`${path}?form=${encodeURIComponent(form)}`, { cache: 'no-store' });
    return response.ok ? (await response.json()).draft : undefined;
  } catch {
    return undefined;
  }
}
