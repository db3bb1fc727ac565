/** What a key, an app or a service may be allowed to do over the API: never more than its person may do themselves. Pure. */

export const scopes = {
  'me:read': 'See your name and address',
  'sessions:read': 'See where you are signed in',
  'sessions:revoke': 'Sign your devices and apps out',
  // only: sample, from here
  'projects:read': 'See projects and tasks',
  'projects:write': 'Change projects and tasks',
  // only: sample, to here
} as const satisfies Record<string, string>;

export type Scope = keyof typeof scopes;

export const scopeNames = Object.keys(scopes) as Scope[];

export const isScope = (text: string): text is Scope => Object.hasOwn(scopes, text);

/** What an organization's own key may be given: it is nobody's account. */
export const organizationScopes: readonly Scope[] = [
  'projects:read', // only: sample
  'projects:write', // only: sample
];
