'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { addNewPasskey, nameOldPasskey, removeOldPasskey } from '@/lib/flows/factors/change-passkeys';
import { refused } from '@/lib/result';
import { nameField } from '@/lib/typed/name';
import { postedWithoutScripts, protectedAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { doneHere, factorGuard, refusal, settled } from '@/lib/web/guards/factor-answers';
import { factorRefusals } from '@/lib/words/factors';

const answer = z.object({
  passkey: z.string(factorRefusals.passkey_refused).max(50_000, factorRefusals.passkey_refused),
});

export const addPasskeyAction = protectedAction(
  { ...factorGuard, feature: 'passkeys', input: answer },
  async (ctx, { passkey }) => {
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    return settled(ctx, await addNewPasskey(ctx, { ...where, answer: passkey }));
  },
);

const target = z.object({ id: z.uuid('This is not a passkey.') });

export const removePasskeyAction = protectedAction(
  { ...factorGuard, feature: 'passkeys', input: target },
  async (ctx, { id }): Promise<ActionState<undefined>> => {
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    const result = await removeOldPasskey(ctx, { ...where, id });
    return settled(ctx, result.ok || result.reason !== 'not_found' ? result : refused('passkey_gone'));
  },
);

const renaming = target.extend({
  passkeyName: nameField({ missing: 'Enter a name.', most: 60 }),
});

export const renamePasskeyAction = protectedAction(
  { feature: 'passkeys', input: renaming, limit: 'session_management' },
  async (ctx, { id, passkeyName: name }) => {
    const result = await nameOldPasskey(ctx, { id, name });
    if (!result.ok) return refusal(refused('passkey_gone'));
    // Without scripts, the form has an address of its own.
    if (await postedWithoutScripts()) return { status: 'done', goTo: '/settings/security' };
    refresh();
    return { status: 'done' };
  },
);
