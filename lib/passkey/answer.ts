/** What a browser sends back from a passkey: read, and verified against what was asked (WebAuthn §7; docs/security.md K10). */

import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { env } from '../config/env';
import type { FoundPasskey, NewPasskey } from './store';

/** The name under which passkeys are bound to this product: the host that people open. */
export const relyingPartyId = () => env().appUrl.hostname;

const encoded = z.string().regex(/^[A-Za-z0-9_-]*$/);
const bytes = encoded.min(1).max(20_000);
const common = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};
const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: encoded.max(200).optional(),
  }),
});
const attestation = z.object({
  ...common,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});
const clientData = z.object({ challenge: bytes, crossOrigin: z.boolean().optional() });

export type PasskeyAnswer<Response> = { readonly response: Response; readonly challenge: string };

/** `text`: the JSON that the page posts. Undefined for everything that no browser would send from our own page. */
const readerOf =
  <Response>(schema: z.ZodType<{ response: { clientDataJSON: string } }>) =>
  (text: unknown): PasskeyAnswer<Response> | undefined => {
    try {
      const response = schema.parse(JSON.parse(String(text)));
      const json = Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8');
      const { challenge, crossOrigin } = clientData.parse(JSON.parse(json));
      // A page of somebody else with ours in a frame; ours may be in none, so nobody asks from there.
      return crossOrigin ? undefined : { response: response as Response, challenge };
    } catch {
      return undefined;
    }
  };

export const readAssertion = readerOf<AuthenticationResponseJSON>(assertion);
export const readAttestation = readerOf<RegistrationResponseJSON>(attestation);

const expected = (challenge: string) => ({
  expectedChallenge: challenge,
  expectedOrigin: env().appUrl.origin,
  expectedRPID: relyingPartyId(),
  // A passkey counts as both factors only where its owner was looked at (NIST 800-63B-4 §3.2.10).
  requireUserVerification: true,
});

/** The user handle as the browser tells it back: the person's id, opaque to anybody else. */
export const handleOf = (userId: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(userId));

/** Returns the use counter that the authenticator tells; undefined where the signature is not what it should be. */
export async function verifyAssertion(
  { response, challenge }: PasskeyAnswer<AuthenticationResponseJSON>,
  passkey: FoundPasskey,
): Promise<number | undefined> {
  const { userHandle } = response.response;
  const told = userHandle === undefined ? undefined : Buffer.from(userHandle, 'base64url').toString('utf8');
  if (told !== undefined && told !== passkey.userId) return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expected(challenge),
      response,
      // Whether it went back is for the store to judge, in the statement that notes the use.
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

export type NewCredential = Omit<NewPasskey, 'userId' | 'name'>;

/** Undefined for a credential that this product did not ask for, or that looked at nobody. */
export async function verifyAttestation({
  response,
  challenge,
}: PasskeyAnswer<RegistrationResponseJSON>): Promise<NewCredential | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...expected(challenge),
      response,
    });
    if (!verified) return undefined;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: [...new Set(response.response.transports ?? [])],
      synced: credentialDeviceType === 'multiDevice',
    };
  } catch {
    return undefined;
  }
}
