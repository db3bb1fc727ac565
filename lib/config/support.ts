/** How support gets to see an account as its person, and what it may do there. Pure. */

export const supportConsents = ['ask', 'tell'] as const;

/** `ask`: the person allows it first. `tell`: the person is told, and support may look. */
export type SupportConsent = (typeof supportConsents)[number];

export const supportLevels = ['view', 'act'] as const;
export type SupportLevel = (typeof supportLevels)[number];

/** Whether what is open at one level is open to a visit at the other. What names no level is open to none. */
export const reaches = (visit: SupportLevel, needed: SupportLevel | undefined): boolean =>
  needed !== undefined && (needed === 'view' || visit === 'act');
