'use server';

import { z } from 'zod';
import {
  authorizationFields,
  backWithRefusal,
  grantCode,
  readAuthorization,
} from '@/lib/flows/token/authorize';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { requestChangedSentence } from '@/lib/words/apps';

const query = Object.fromEntries(authorizationFields.map((name) => [name, z.string().max(2048).optional()]));

/** Where the app waits for the answer. */
type Answered = { readonly to: string };

/** What was asked is read once more from what the form holds: the page that showed it proves nothing. */
export const allowAppAction = protectedAction<ReturnType<typeof asked>, Answered>(
  {
    feature: 'tokens',
    input: asked(),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'sign_in_app',
  },
  async (ctx, fields) => {
    const read = readAuthorization(fields);
    if (read.kind === 'unknown') return { status: 'refused', message: requestChangedSentence };
    if (read.kind === 'refused') return { status: 'done', data: { to: read.backTo } };
    return { status: 'done', data: { to: await grantCode(ctx, read.asked) } };
  },
);

/** No proof is asked for: saying no is always right. */
export const refuseAppAction = protectedAction<ReturnType<typeof asked>, Answered>(
  { feature: 'tokens', input: asked() },
  async (_ctx, fields) => {
    const read = readAuthorization(fields);
    if (read.kind === 'unknown') return { status: 'refused', message: requestChangedSentence };
    return {
      status: 'done',
      data: { to: read.kind === 'refused' ? read.backTo : backWithRefusal(read.asked) },
    };
  },
);

function asked() {
  return z.object(query);
}
