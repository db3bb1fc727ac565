/** The secret that a receiver shares with us, and what is signed with it (Standard Webhooks 1.0). */

import { createHmac, randomBytes } from 'node:crypto';
import { openUnder, type Sealed, sealUnder } from '../sealed';

const secretPrefix = 'whsec_';

export const newWebhookSecret = (): string => secretPrefix + randomBytes(32).toString('base64');

const of = (endpointId: string) => ({ purpose: 'webhook-secret', boundTo: endpointId }) as const;

export const sealWebhookSecret = (
  secrets: readonly string[],
  secret: string,
  { id }: { readonly id: string },
): Sealed => sealUnder(secrets, secret, of(id));

/** Undefined where what it is sealed under is no longer configured. */
export const openWebhookSecret = (
  secrets: readonly string[],
  sealed: Sealed,
  { id }: { readonly id: string },
): string | undefined => openUnder(secrets, sealed, of(id));

type Signed = {
  readonly id: string;
  /** In whole seconds. */
  readonly at: number;
  readonly body: string;
};

/** One signature for each secret: while one is being replaced, a receiver may know either. */
export function signatureHeaders(
  secrets: readonly string[],
  { id, at, body }: Signed,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': signatures.join(' '),
  };
}
