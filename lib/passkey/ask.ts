/** What a browser is told when a passkey is asked for, or a new one made. Names no account to who is not known yet (docs/security.md K11). */

import {
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Executor } from '../../db/client';
import { product } from '../config/product';
import type { Seconds } from '../time';
import { handleOf, relyingPartyId } from './answer';
import { type ChallengeFor, newChallenge } from './challenge';
import { credentialsOf } from './store';

const milliseconds = (lifetime: Seconds) => lifetime * 1000;
const challengeBytes = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));

async function knownTo(db: Executor, userId: string) {
  const known = await credentialsOf(db, userId);
  return known.map(({ id, transports }) => ({
    id,
    transports: transports as AuthenticatorTransport[],
  }));
}

/** Where nobody is known yet it names no passkey, so that it is the same for everybody. */
export async function askForPasskey(
  db: Executor,
  asked: ChallengeFor,
  lifetime: Seconds,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingPartyId(),
    challenge: challengeBytes(await newChallenge(db, asked)),
    allowCredentials: asked.userId === undefined ? [] : await knownTo(db, asked.userId),
    userVerification: 'required',
    timeout: milliseconds(lifetime),
  });
}

export async function askForNewPasskey(
  db: Executor,
  asked: ChallengeFor & { readonly userId: string },
  person: { readonly email: string; readonly name: string },
  lifetime: Seconds,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpID: relyingPartyId(),
    rpName: product.name,
    userID: handleOf(asked.userId),
    userName: person.email,
    userDisplayName: person.name,
    challenge: challengeBytes(await newChallenge(db, asked)),
    // A second one of the same authenticator would only take the place of the first.
    excludeCredentials: await knownTo(db, asked.userId),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
    timeout: milliseconds(lifetime),
  });
}
