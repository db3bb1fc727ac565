/** The settings that mean something in this product: not those of features that are off. Pure. */

import { type Feature, isOn } from '../features';
import { settingGroups, settings } from './all';

type SettingKey = keyof typeof settings;

const settingsOf: Partial<Record<Feature, readonly SettingKey[]>> = {
  passkeys: ['passkeyLimit', 'passkeyChallengeLifetime', 'passkeyChallengesPerMinute'],
  authenticatorApp: ['authenticatorSetupLifetime'],
  emailedCodes: ['emailCodesPerSourcePerHour'],
  sessionLimit: ['sessionLimit', 'adminSessionLimit'],
};

const isShown = (key: SettingKey): boolean =>
  !Object.entries(settingsOf).some(([feature, keys]) => keys.includes(key) && !isOn(feature as Feature));

export const shownSettings = (Object.keys(settings) as SettingKey[]).filter((key) => isShown(key));

/** By what they are about, each group with its title. */
export const shownGroups: readonly (readonly [string, readonly SettingKey[]])[] = Object.entries(
  settingGroups,
).map(([title, group]) => [title, (Object.keys(group) as SettingKey[]).filter((key) => isShown(key))]);
