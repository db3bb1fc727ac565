/** What the actions that change second factors have in common: where they are done, and what they answer. */

import 'server-only';
import { refresh } from 'next/cache';
import type { SignedInContext } from '../../flows/context';
import type { FactorsChanged } from '../../flows/factors/change-factors';
import type { Result } from '../../result';
import { factorRefusals, notACodeSentence } from '../../words/factors';
import { thisBrowser } from '../cookies/device';
import { writeSessionCookie } from '../cookies/session-cookie';
import { presentedSecretHash } from '../request/current-session';
import { askForProof, postedWithoutScripts } from './action-guards';
import type { ActionState } from './action-state';

/** What every such action demands. */
export const factorGuard = {
  limit: 'session_management',
  stepUp: 'recent',
  purpose: 'change_factors',
} as const;

export async function doneHere() {
  const presented = await presentedSecretHash();
  return presented && { presented, deviceHash: (await thisBrowser()).deviceHash };
}

/** With scripts a dialog has asked; without them the form has a box to tick. */
export async function notConfirmed(
  { confirmed }: { confirmed?: 'on' | undefined },
  deed: string,
): Promise<ActionState<never> | undefined> {
  if (confirmed || !(await postedWithoutScripts())) return undefined;
  return { status: 'refused', message: `Tick the box if you really want to ${deed}.` };
}

type Refusals = keyof typeof factorRefusals | 'proof_needed' | 'session_ended' | 'wrong_code' | 'not_a_code';

/** The session goes on under its new secret, and the page shows what is true now. */
export async function settled<Value>(
  ctx: SignedInContext,
  result: Result<FactorsChanged<Value>, Refusals>,
): Promise<ActionState<never>> {
  if (!result.ok) return refusal(result.reason);
  await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
  refresh();
  return { status: 'done' };
}

export async function refusal(reason: Refusals): Promise<ActionState<never>> {
  if (reason === 'proof_needed') return askForProof('change_factors');
  if (reason === 'session_ended') return { status: 'signed_out' };
  if (reason === 'not_a_code') return { status: 'invalid', fields: { code: notACodeSentence('app') } };
  if (reason === 'wrong_code')
    return { status: 'invalid', fields: { code: factorRefusals.wrong_setup_code } };
  return { status: 'refused', message: factorRefusals[reason] };
}
