/** Keeping what a person types until it is sent: for them alone, whichever device they come back on. */

import { type DraftFields, fitsDraft } from '../../draft/rules';
import { type Draft, discardDrafts, findDraft, keepNewestDrafts, saveDraft } from '../../draft/store';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { inTransaction, type SignedInContext } from '../context';

export type DraftInput = {
  readonly form: string;
  readonly fields: DraftFields;
  /** The version that the page has seen; 0 for none. */
  readonly seen: number;
};

/** With `overtaken`, nothing was saved: it is what another tab or device saved meanwhile. */
export type KeptDraft = { readonly draft: Draft; readonly overtaken: boolean };

export async function keepDraft(
  ctx: SignedInContext,
  input: DraftInput,
): Promise<Result<KeptDraft, 'too_large' | 'rate_limited'>> {
  const { form, fields, seen } = input;
  if (!fitsDraft(fields)) return refused('too_large');
  const spent = await spend(ctx, 'draft_saves', ctx.user.id);
  if (!spent.ok) return refused('rate_limited', spent.retryAfterSeconds);
  const place = { userId: ctx.user.id, form };
  // Twice, because the other one's draft may have been thrown away between the two statements.
  for (const again of [true, false]) {
    const saved = await inTransaction(ctx, async (tx) => {
      const draft = await saveDraft(tx, place, fields, seen);
      if (draft && draft.version !== seen + 1) await keepNewestDrafts(tx, ctx.user.id, ctx.policy.draftLimit);
      return draft;
    });
    if (saved) return ok({ draft: saved, overtaken: false });
    const theirs = await findDraft(ctx.db, place);
    if (theirs) return ok({ draft: theirs, overtaken: true });
    if (!again) break;
  }
  throw new Error('the draft was neither saved nor found');
}

// only: plans, from here
/** A step of several that was sent: its answers wait for the last step, whatever a tab had kept before. */
export async function keepStep(ctx: SignedInContext, form: string, fields: DraftFields): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await discardDrafts(tx, ctx.user.id, [form]);
    await saveDraft(tx, { userId: ctx.user.id, form }, fields, 0);
  });
}
// only: plans, to here
