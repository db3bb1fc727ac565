/** What the product has to prove people with, by name: what is off in lib/config/features.ts is not mentioned. Pure. */

import { type Features, isAnyOn, isOn, providerFeatures, secondFactorFeatures } from '../config/features';

type Named = readonly [Features | undefined, string];

const named = (type: 'conjunction' | 'disjunction', ...all: readonly Named[]): string =>
  new Intl.ListFormat('en-GB', { type }).format(
    all.filter(([of]) => of === undefined || isAnyOn(of)).map(([, name]) => name),
  );

/** Of one account: "passkeys, authenticator app and recovery codes". */
export const everyFactorWords = named(
  'conjunction',
  ['passkeys', 'passkeys'],
  ['authenticatorApp', 'authenticator app'],
  [undefined, 'recovery codes'],
);

/** What someone else may have added: "passkeys, codes and connected accounts". */
export const addedWords = named(
  'conjunction',
  ['passkeys', 'passkeys'],
  [secondFactorFeatures, 'codes'],
  [providerFeatures, 'connected accounts'],
);

/** What recovery codes stand in for: "a passkey or an authenticator app". */
export const aFactorWords = named(
  'disjunction',
  ['passkeys', 'a passkey'],
  ['authenticatorApp', 'an authenticator app'],
);

/** Where codes come from: "your authenticator app, or one of your recovery codes". */
export const codeSourceWords = isOn('authenticatorApp')
  ? 'your authenticator app, or one of your recovery codes'
  : 'your recovery codes';
