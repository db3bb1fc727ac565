/** What a person has typed into a form and not sent, for the page that shows the form. */

import 'server-only';
import { isOn } from '../../config/features';
import { findDraft } from '../../draft/store';
import type { SignedInContext } from '../../flows/context';
import { browserZone } from '../cookies/preferences';
import { type DraftBody, draftBody } from './draft-body';

/** Pass the result to the form as its `draft`: that is all a form needs to keep what is typed. */
export async function openDraft(ctx: SignedInContext, form: string): Promise<DraftBody> {
  // What support types is nothing that the person began, and what they began is not for support.
  if (ctx.support) return { form, fields: {}, version: 0, off: true };
  const found = isOn('drafts') ? findDraft(ctx.db, { userId: ctx.user.id, form }) : undefined;
  const [draft, zone] = await Promise.all([found, browserZone()]);
  return draftBody(form, draft, { now: ctx.now, zone });
}
