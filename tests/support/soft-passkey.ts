/** A passkey in software: answers what it is asked as an authenticator would, or wrongly in any way that a test wants. */

import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export type SoftPasskey = {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly userHandle: string;
  counter: number;
};

/** What an attacker, or a broken browser, would change. */
export type Twist = {
  readonly origin?: string;
  readonly type?: string;
  readonly rpId?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly challenge?: string;
  readonly userHandle?: string;
  readonly counter?: number;
  /** Signs with a key of its own. */
  readonly foreignKey?: boolean;
};

const defaultOrigin = 'http://localhost:3000';
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const base64url = (data: string | Uint8Array) => Buffer.from(data).toString('base64url');
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The public key as COSE writes it: EC2, ES256, P-256. */
function coseOf(publicKey: KeyObject): Uint8Array<ArrayBuffer> {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return new Uint8Array(isoCBOR.encode(cose));
}

const clientData = (type: string, asked: string, twist: Twist) =>
  base64url(
    JSON.stringify({
      type: twist.type ?? type,
      challenge: twist.challenge ?? asked,
      origin: twist.origin ?? defaultOrigin,
      crossOrigin: twist.crossOrigin ?? false,
    }),
  );

function authenticatorData(counter: number, twist: Twist, attested: Buffer = Buffer.alloc(0)): Buffer {
  const present = 0x01;
  const verified = twist.userVerified === false ? 0 : 0x04;
  const withKey = attested.length > 0 ? 0x40 : 0;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(twist.counter ?? counter);
  const flags = Buffer.from([present | verified | withKey]);
  return Buffer.concat([sha256(twist.rpId ?? 'localhost'), flags, count, attested]);
}

/** Returns the passkey, and what the browser posts about it. */
export function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
  twist: Twist = {},
): { passkey: SoftPasskey; answer: string } {
  const { privateKey, publicKey } = keyPair();
  const rawId = randomBytes(32);
  const id = base64url(rawId);
  const cose = coseOf(publicKey);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(rawId.length);
  const attested = Buffer.concat([Buffer.alloc(16), length, rawId, cose]);
  const attestation = new Map<string, unknown>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', new Uint8Array(authenticatorData(1, twist, attested))],
  ]);
  const answer = {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData('webauthn.create', options.challenge, twist),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ['internal'],
    },
  };
  const userHandle = twist.userHandle ?? options.user.id;
  return {
    passkey: { id, privateKey, publicKey: cose, userHandle, counter: 1 },
    answer: JSON.stringify(answer),
  };
}

/** What the browser posts; the passkey counts the use. */
export function answerWith(
  passkey: SoftPasskey,
  options: Pick<PublicKeyCredentialRequestOptionsJSON, 'challenge'>,
  twist: Twist = {},
): string {
  passkey.counter += 1;
  const data = authenticatorData(passkey.counter, twist);
  const client = clientData('webauthn.get', options.challenge, twist);
  const key = twist.foreignKey ? keyPair().privateKey : passkey.privateKey;
  const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))]);
  return JSON.stringify({
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: client,
      authenticatorData: base64url(data),
      signature: base64url(createSign('sha256').update(signed).sign(key)),
      userHandle: twist.userHandle ?? passkey.userHandle,
    },
  });
}
