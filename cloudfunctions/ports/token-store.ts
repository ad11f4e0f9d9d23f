/** The one place where an access token is held for every function (trap 27). */
export interface StoredToken {
  readonly token: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

export interface TokenStore {
  load(name: string): Promise<StoredToken | undefined>;
  /**
   * Stores the token in the place of `instead`, which was loaded before (undefined: nothing was stored).
   * `superseded`: something else is stored by now, and stays.
   */
  save(
    name: string,
    token: StoredToken,
    instead: StoredToken | undefined,
  ): Promise<'saved' | 'superseded'>;
}
