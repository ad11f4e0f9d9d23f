/** Waiting without working: the only timer in the functions. */
export interface Pause {
  wait(ms: number): Promise<void>;
}
