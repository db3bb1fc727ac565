/** The limits that an owner can choose from. Pure. */

import { days, hours, minutes, type Seconds } from '../time';

export const idleChoices: readonly Seconds[] = [minutes(15), minutes(30), hours(1), hours(4), hours(8)];
export const absoluteChoices: readonly Seconds[] = [
  hours(1),
  hours(4),
  hours(8),
  hours(12),
  days(1),
  days(7),
];

/** Whether support may see the organization with one of its people, who is asked; or never. */
export const supportChoices = ['ask', 'never'] as const;
export type SupportChoice = (typeof supportChoices)[number];
