/** The settings that mean something in this product: not those of features that are off. Pure. */

import { type Features, isAnyOn, providerFeatures, secondFactorFeatures } from '../features';
import { settingGroups, settings } from './all';
import { organizationSettings } from './organization';
import { tokenSettings } from './token';

type SettingKey = keyof typeof settings;

const belonging: readonly { readonly of: Features; readonly keys: readonly SettingKey[] }[] = [
  { of: 'openSignUp', keys: ['signUpsPerHour', 'verifyLinkLifetime'] },
  { of: 'passkeys', keys: ['passkeyLimit', 'passkeyChallengeLifetime', 'passkeyChallengesPerMinute'] },
  { of: 'authenticatorApp', keys: ['authenticatorSetupLifetime'] },
  {
    of: secondFactorFeatures,
    keys: [
      ...(['secondFactorTriesPerHour', 'secondFactorFailuresUntilOff', 'trustedDeviceLifetime'] as const),
      ...(['recoveryCodeCount', 'recoveryCodesFew', 'pendingSignInLifetime', 'pendingSignInTries'] as const),
      ...(['factorResetWait', 'factorResetReminderLead', 'factorResetLinkLifetime'] as const),
      'factorResetRequestsPerDay',
    ],
  },
  { of: 'emailedCodes', keys: ['emailCodesPerSourcePerHour'] },
  { of: providerFeatures, keys: ['authorizationRequestLifetime', 'waitingLinkLifetime'] },
  { of: 'drafts', keys: ['draftSavesPerMinute', 'draftLimit', 'draftRetention'] }, // only: drafts
  { of: 'organizations', keys: Object.keys(organizationSettings) as SettingKey[] },
  { of: 'staffConsole', keys: ['staffLooksPerMinute', 'staffLooksPerDay'] },
  {
    of: 'supportAccess',
    keys: ['supportVisitLength', 'supportIdleTimeout', 'supportConsentLifetime', 'supportAskLifetime'],
  },
  { of: ['tokens', 'apiKeys', 'webhooks'], keys: Object.keys(tokenSettings) as SettingKey[] },
  {
    of: 'tokens',
    keys: [
      ...(['accessTokenLifetime', 'apiIdleTimeout', 'apiAbsoluteTimeout', 'apiFamilyLimit'] as const),
      ...([
        'refreshesPerTenMinutes',
        'refreshReplayPeriod',
        'authorizationCodeLifetime',
        'deviceCodeLifetime',
      ] as const),
      ...(['devicePollInterval', 'userCodeTriesPerHour', 'deviceCodesPerSourcePerHour'] as const),
    ],
  },
  { of: ['tokens', 'webhooks'], keys: ['signingKeyLifetime', 'signingKeyLead'] },
  {
    of: ['tokens', 'apiKeys'],
    keys: ['apiTouchInterval', 'wrongTokensPerSourcePerMinute', 'callsPerMinute'],
  },
  {
    of: 'apiKeys',
    keys: [
      ...(['apiKeyLifetime', 'apiKeyLongestLifetime', 'apiKeysPerPerson', 'apiKeysPerOrganization'] as const),
      ...(['apiKeyFirstWarning', 'apiKeyLastWarning', 'unusedKeyWarning', 'unusedKeyEnd'] as const),
    ],
  },
  {
    of: 'webhooks',
    keys: ['webhooksPerOrganization', 'webhookSecretOverlap', 'webhookFailingPeriod', 'webhookRetention'],
  },
  { of: 'sessionLimit', keys: ['sessionLimit', 'adminSessionLimit'] },
];

const isShown = (key: SettingKey): boolean =>
  !belonging.some(({ of, keys }) => keys.includes(key) && !isAnyOn(of));

export const shownSettings = (Object.keys(settings) as SettingKey[]).filter(isShown);

/** By what they are about, each group with its title. */
export const shownGroups = Object.entries(settingGroups)
  .map(([title, group]) => ({ title, keys: (Object.keys(group) as SettingKey[]).filter(isShown) }))
  .filter(({ keys }) => keys.length > 0);
