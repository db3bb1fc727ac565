/** The settings that mean something in this product: not those of features that are off. Pure. */

import { type Feature, isOn } from '../features';
import { settingGroups, settings } from './all';

type SettingKey = keyof typeof settings;

const settingsOf: Partial<Record<Feature, readonly SettingKey[]>> = {
  passkeys: ['passkeyLimit', 'passkeyChallengeLifetime', 'passkeyChallengesPerMinute'],
  authenticatorApp: ['authenticatorSetupLifetime'],
  emailedCodes: ['emailCodesPerSourcePerHour'],
  drafts: ['draftSavesPerMinute', 'draftLimit', 'draftRetention'], // only: drafts
  sessionLimit: ['sessionLimit', 'adminSessionLimit'],
};

const isShown = (key: SettingKey): boolean =>
  !Object.entries(settingsOf).some(([feature, keys]) => keys.includes(key) && !isOn(feature as Feature));

export const shownSettings = (Object.keys(settings) as SettingKey[]).filter(isShown);

/** By what they are about, each group with its title. */
export const shownGroups = Object.entries(settingGroups)
  .map(([title, group]) => ({ title, keys: (Object.keys(group) as SettingKey[]).filter(isShown) }))
  .filter(({ keys }) => keys.length > 0);
