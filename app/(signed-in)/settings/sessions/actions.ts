'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { renameSession } from '@/lib/flows/session/rename-session';
import { revokeOtherSessions, revokeSession } from '@/lib/flows/session/revoke-session';
import { nameField } from '@/lib/typed/name';
import { postedWithoutScripts, protectedAction } from '@/lib/web/guards/action-guards';
import { sessionsPath } from './names';

const gone = {
  status: 'refused',
  message:
    "This session is no longer active, so there's nothing to do. Reload the page to see the current list.",
} as const;

const target = z.object({ sessionId: z.uuid('This is not a session.') });

export const revokeAction = protectedAction(
  {
    input: target,
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'revoke_session',
    once: 'revoke_session',
  },
  async (ctx, typed) => {
    if (typed.sessionId === ctx.session.id) {
      return {
        status: 'refused',
        message: "This is the device you're using. Choose “Sign out” in the account menu.",
      };
    }
    const result = await revokeSession(ctx, typed);
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);

export const revokeOthersAction = protectedAction(
  {
    input: z.object({}),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'sign_out_others',
    once: 'sign_out_others',
  },
  async (ctx) => {
    const ended = await revokeOtherSessions(ctx);
    refresh();
    return {
      status: 'done',
      message: ended === 1 ? 'One session was signed out.' : `${ended} sessions were signed out.`,
    };
  },
);

const renaming = target.extend({
  deviceName: nameField({ missing: 'Enter a name.', most: 60 }),
});

export const renameSessionAction = protectedAction(
  { input: renaming, limit: 'session_management' },
  async (ctx, typed) => {
    const result = await renameSession(ctx, typed);
    if (!result.ok) return gone;
    // Without scripts, the form has an address of its own.
    if (await postedWithoutScripts()) return { status: 'done', goTo: sessionsPath };
    refresh();
    return { status: 'done' };
  },
);
