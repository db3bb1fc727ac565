/** What the actions that change second factors have in common: where they are done, and what they answer. */

import 'server-only';
import { refresh } from 'next/cache';
import type { SignedInContext } from '../../flows/context';
import type { FactorsChanged } from '../../flows/factors/change-factors';
import type { Refused, Result } from '../../result';
import { factorRefusals, notACodeSentence } from '../../words/factors';
import { thisBrowser } from '../cookies/device';
import { writeSessionCookie } from '../cookies/session-cookie';
import { presentedSecretHash } from '../request/current-session';
import { askForProof, postedWithoutScripts } from './action-guards';
import type { ActionState } from './action-state';
import { inField, refusedState, sessionEnded } from './refusals';

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

/** What every change to a way of signing in can be refused for. */
export const changeRefusals = {
  ...sessionEnded,
  proof_needed: () => askForProof('change_factors'),
};

const factorAnswers = {
  ...factorRefusals,
  ...changeRefusals,
  not_a_code: inField('code', notACodeSentence('app')),
  wrong_code: inField('code', factorRefusals.wrong_setup_code),
};

type FactorReason = keyof typeof factorAnswers;

export const refusal = <Data = undefined>(refused: Refused<FactorReason>): Promise<ActionState<Data>> =>
  refusedState(refused, factorAnswers);

export const settled = <Value>(
  ctx: SignedInContext,
  result: Result<FactorsChanged<Value>, FactorReason>,
): Promise<ActionState<never>> => (result.ok ? goesOn(ctx, result.value) : refusal(result));

/** The session goes on under its new secret, and the page shows what is true now. */
export async function goesOn(
  ctx: SignedInContext,
  { secret }: FactorsChanged<unknown>,
): Promise<ActionState<never>> {
  await writeSessionCookie({ secret, remembered: ctx.session.remembered });
  refresh();
  return { status: 'done' };
}
