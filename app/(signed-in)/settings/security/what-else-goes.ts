/** What removing a second factor does besides; `last` where no other is left. Pure. */
export const whatElseGoes = (last: boolean): string =>
  `Every other device is signed out, and trust in all browsers ends.${last ? ' Your recovery codes go with it, and signing in asks for no second step.' : ''}`;
