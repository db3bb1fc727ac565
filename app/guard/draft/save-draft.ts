/** Sends drafts to the server and fetches them. */

import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import { troubles } from '@/lib/web/guards/answers';
import { askOurs, type OwnAnswer } from '../answers/ask-ours';
import type { SessionGuardHandle } from '../session/context';
import type { SaveAnswer } from './keeper';

const path = '/api/drafts';

/** Browsers let a page that is going away send this many bytes. */
const longestFarewell = 60_000;

type Saved = { draft: DraftBody; overtaken: boolean };

/** Never throws: a draft that cannot be saved now is saved later, or the answer says why it will not be. */
export async function sendDraft(
  form: string,
  fields: DraftFields,
  seen: number,
  options: { leaving: boolean; guard: SessionGuardHandle },
): Promise<SaveAnswer> {
  const { leaving, guard } = options;
  const body = JSON.stringify({ form, fields, seen });
  const answer = await askOurs<Saved>(path, {
    method: 'PUT',
    body,
    owner: guard.userId,
    headers: { 'Content-Type': 'application/json' },
    keepalive: leaving && body.length < longestFarewell,
  });
  if (answer.kind === 'answered') {
    const { draft, overtaken } = answer.body;
    return { kind: overtaken ? 'overtaken' : 'saved', draft };
  }
  if (answer.kind === 'trouble') return troubled(answer, guard);
  // This concerns the whole tab: the guard puts the page away.
  void guard.recheck();
  return { kind: 'not_ours' };
}

async function troubled(
  { trouble, problem, retryAfterSeconds }: Extract<OwnAnswer<Saved>, { kind: 'trouble' }>,
  guard: SessionGuardHandle,
): Promise<SaveAnswer> {
  if (trouble === 'signed_out') return signedOut(guard);
  if (trouble === 'too_large') return { kind: 'too_large' };
  // A page that was put away saves again once it is back.
  const passes = problem?.code === 'step_up_required' || troubles[trouble].retried || trouble === 'too_many';
  return passes ? { kind: 'later', seconds: retryAfterSeconds } : { kind: 'stopped', trouble };
}

/** The guard asks the server itself and puts the page away. What was typed stays in it and is saved once it is back. */
async function signedOut(guard: SessionGuardHandle): Promise<SaveAnswer> {
  const event = await guard.recheck();
  if (event.type !== 'ended') return { kind: 'later' };
  return { kind: 'signed_out', back: guard.whenBack() };
}

/** Undefined if it cannot be fetched now. */
export async function fetchDraft(form: string, owner: string): Promise<DraftBody | undefined> {
  const answer = await askOurs<{ draft: DraftBody }>(`${path}?form=${encodeURIComponent(form)}`, { owner });
  return answer.kind === 'answered' ? answer.body.draft : undefined;
}
