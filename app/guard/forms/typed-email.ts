/**
 * The address that somebody types before signing in. It lives in the page's memory alone, so it goes with the page, and nothing
 * of it is left once somebody is signed in.
 */

let typed: string | undefined;

export const typedEmail = {
  get: (): string | undefined => typed,
  set: (email: string): void => {
    typed = email;
  },
  forget: (): void => {
    typed = undefined;
  },
};
