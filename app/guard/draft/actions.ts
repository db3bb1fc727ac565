'use server';

import { z } from 'zod';
import { draftFormField, isDraftForm } from '@/lib/draft/rules';
import { discardDrafts } from '@/lib/draft/store';
import { protectedAction } from '@/lib/web/guards/action-guards';

/** A hidden field says which form; without scripts the page comes back as it was before anything was typed. */
export const discardDraftAction = protectedAction(
  {
    feature: 'drafts',
    input: z.object({ [draftFormField]: z.custom<string>(isDraftForm) }),
    limit: 'session_management',
  },
  async (ctx, typed) => {
    await discardDrafts(ctx.db, ctx.user.id, [typed[draftFormField]]);
    return { status: 'done' };
  },
);
