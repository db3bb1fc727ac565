/** Where an app keeps its sign-in between starts: a key chain, a file, the storage of an extension. */

export type ClientTokens = {
  /** Whose they are: no other server is shown them. */
  readonly issuer: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  /** When the access token expires, by the server's clock, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** What to add to the clock of this machine for that of the server, in milliseconds. */
  readonly clockOffset: number;
  /** Of a sign-in that is bound to a key (RFC 9449): the private one. */
  readonly proofKey?: JsonWebKey;
};

/** Kept in place of tokens, so that the next process can say why. */
export type ClientEnd = { readonly ended: string };

export type Kept = ClientTokens | ClientEnd;

export type TokenStore = {
  /** Undefined where nobody has signed in. Always what is kept now, never a copy of it. */
  load(): Promise<Kept | undefined>;
  /** Whole or not at all, and there for good when it resolves. */
  save(kept: Kept): Promise<void>;
  /** One at a time, of everything that uses this store, in other processes too. Nothing holds it for longer than a minute. */
  withLock<T>(deed: () => Promise<T>): Promise<T>;
};

/** Gone with its process. */
export function memoryStore(): TokenStore {
  let kept: Kept | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    load: async () => kept,
    save: async (given) => {
      kept = given;
    },
    withLock: (deed) => {
      const mine = last.then(deed, deed);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
