'use server';

import { refresh } from 'next/cache';
import { create } from 'qrcode';
import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import {
  cancelAuthenticator,
  startAuthenticator,
  turnOffAuthenticator,
  turnOnAuthenticator,
} from '@/lib/flows/factors/change-authenticator';
import { endTrust } from '@/lib/flows/factors/end-trust';
import { renewRecoveryCodes } from '@/lib/flows/factors/renew-recovery-codes';
import { codeField } from '@/lib/typed/code';
import { protectedAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { doneHere, factorGuard, notConfirmed, refusal, settled } from '@/lib/web/guards/factor-answers';

type Answer<Data> = Promise<ActionState<Data>>;
type Setup = { readonly key: string; readonly qr: { readonly size: number; readonly path: string } };
type Codes = { readonly codes: readonly string[] };

const nothing = z.object({});
const confirmed = z.object({ confirmed: z.literal('on').optional() });

/**
 * The key goes to the page that asked and is kept nowhere that could show it again, not even to answer a repeated submission.
 */
export const startSetupAction = protectedAction(
  { ...factorGuard, feature: 'authenticatorApp', input: nothing },
  async (ctx): Answer<Setup> => {
    const result = await startAuthenticator(ctx);
    if (!result.ok) return refusal(result);
    const { uri, key } = result.value;
    return { status: 'done', data: { key, qr: qrOf(uri) } };
  },
);

/** The QR code as squares, for an inline drawing. */
function qrOf(uri: string): { size: number; path: string } {
  const { size, data } = create(uri, { errorCorrectionLevel: 'M' }).modules;
  const dark = [...data].flatMap((on, at) => (on ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : []));
  return { size, path: dark.join('') };
}

/** Asks for no proof: the key protects nothing yet. */
export const cancelSetupAction = protectedAction(
  { feature: 'authenticatorApp', input: nothing, limit: 'session_management' },
  async (ctx) => {
    await cancelAuthenticator(ctx);
    refresh();
    return { status: 'done' };
  },
);

const confirmation = z.object({ code: codeField });

export const turnOnAction = protectedAction(
  { ...factorGuard, feature: 'authenticatorApp', input: confirmation },
  async (ctx, { code }) => {
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    return settled(ctx, await turnOnAuthenticator(ctx, { ...where, code }));
  },
);

export const turnOffAction = protectedAction(
  { ...factorGuard, feature: 'authenticatorApp', input: confirmed },
  async (ctx, typed): Answer<undefined> => {
    const unasked = await notConfirmed(typed, 'remove the authenticator app');
    if (unasked) return unasked;
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    return settled(ctx, await turnOffAuthenticator(ctx, where));
  },
);

/** The codes go to the page that asked, once. */
export const createCodesAction = protectedAction(
  { feature: secondFactorFeatures, ...factorGuard, input: confirmed },
  async (ctx, typed): Answer<Codes> => {
    const unasked = await notConfirmed(typed, 'replace your recovery codes');
    if (unasked) return unasked;
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    const result = await renewRecoveryCodes(ctx, where);
    const state = await settled(ctx, result);
    return result.ok ? { ...state, data: { codes: [...result.value.value] } } : { ...state, data: undefined };
  },
);

export const endTrustAction = protectedAction(
  {
    feature: secondFactorFeatures,
    input: z.object({ id: z.uuid('This is not a browser.') }),
    limit: 'session_management',
    once: 'end_trust',
  },
  async (ctx, typed) => {
    const result = await endTrust(ctx, typed);
    if (!result.ok) return refusal(result);
    refresh();
    return { status: 'done' };
  },
);
