/** A right to do something alone for a while; a crashed holder loses it when time runs out. */
export interface Lease {
  /** True when it is now ours until `now + forMs`. */
  take(name: string, holder: string, now: number, forMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}
