import { z } from 'zod';
import { isSensitiveForm } from '@/lib/draft/forms';
import { draftable, isDraftForm } from '@/lib/draft/rules';
import type { SignedInContext } from '@/lib/flows/context';
import { keepDraft } from '@/lib/flows/drafts/keep-draft';
import { browserZone } from '@/lib/web/cookies/preferences';
import { draftBody } from '@/lib/web/draft/draft-body';
import { openDraft } from '@/lib/web/draft/open-draft';
import { readJson } from '@/lib/web/guards/json-input';
import { problem } from '@/lib/web/guards/problem';
import { protectedRoute } from '@/lib/web/guards/route-guards';
import { pageOwnerHeader } from '@/lib/web/request/page-owner';

const saving = z.object({
  form: z.custom<string>(isDraftForm),
  fields: z.record(z.string(), z.string()),
  seen: z.int().min(0).max(2_147_483_647),
  /** Whose page it was typed into. Our own pages say so in a header, which is checked before this is read. */
  owner: z.uuid().optional(),
});

/** For a page that the browser brings back from its cache: what the person typed since is newer. */
export const GET = protectedRoute({ activity: 'passive', feature: 'drafts' }, async (ctx, request) => {
  const form = request.nextUrl.searchParams.get('form');
  if (!isDraftForm(form)) return problem('invalid');
  if (isPutAway(ctx, form)) return problem('step_up_required');
  return Response.json({ draft: await openDraft(ctx, form) });
});

/** A sensitive page hides after a break, so its draft does too. */
const isPutAway = (ctx: SignedInContext, form: string) =>
  isSensitiveForm(form) && ctx.session.sensitive.idleSecondsLeft <= 0;

/** Saves by itself while a person types. The typing counts as activity, not the save. */
export const PUT = protectedRoute({ activity: 'passive', feature: 'drafts' }, async (ctx, request) => {
  const input = await readJson(request, saving);
  if (!input || !(input.owner || request.headers.has(pageOwnerHeader))) return problem('invalid');
  // Another tab has since signed in as somebody else, and what was typed is not theirs.
  if (input.owner && input.owner !== ctx.user.id) return problem('forbidden');
  if (isPutAway(ctx, input.form)) return problem('step_up_required');
  const kept = await keepDraft(ctx, { ...input, fields: draftable(Object.entries(input.fields)) });
  if (kept.ok) {
    const { draft, overtaken } = kept.value;
    const reader = { now: ctx.now, zone: await browserZone() };
    return Response.json({ draft: draftBody(input.form, draft, reader), overtaken });
  }
  if (kept.reason === 'too_large') return problem('too_large');
  return problem('rate_limited', { retryAfterSeconds: kept.retryAfterSeconds });
});
