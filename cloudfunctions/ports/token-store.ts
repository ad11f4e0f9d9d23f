/** The one place where an access token is held for every function (trap 27). */
export interface StoredToken {
  readonly token: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

export interface TokenStore {
  load(name: string): Promise<StoredToken | undefined>;
  save(name: string, token: StoredToken): Promise<void>;
}
