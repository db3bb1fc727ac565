/** What the box of a scope is called in the form. */
export const mayField = (scope: string): string => `may-${scope}`;
