/** What can go wrong, apart by what to do about it. */

/** Only a sign-in helps. `reason` is a word to show a sentence for, such as `token_reuse` or `revoked_by_user`. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
  constructor(readonly reason: string) {
    super(reason === 'not_signed_in' ? 'Nobody is signed in.' : `The sign-in has ended: ${reason}.`);
  }
}

/** The server did not answer, or not as itself. Nobody is signed out: try again later. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The server said no, with a code of RFC 6749 §5.2 or RFC 8628 §3.5. Nobody is signed out by it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(
    readonly code: string,
    description?: string,
  ) {
    super(description ?? code);
  }
}
