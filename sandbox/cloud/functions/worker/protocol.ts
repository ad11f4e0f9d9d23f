/** What the host and the thread of a function say to each other. */

export interface WorkerSettings {
  readonly name: string;
  /** Absolute path of the bundle. */
  readonly bundle: string;
  /** One Int64: ms that the sandbox's clock is ahead of real time, written by the host at any time. */
  readonly offset: SharedArrayBuffer;
}

export interface Call {
  readonly id: number;
  /** JSON of the event. */
  readonly event: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Environment of this one call: who calls, by which way. */
  readonly env: Readonly<Record<string, string>>;
}

export type Report =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'result'; readonly id: number; readonly json: string }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** The instance is broken; `id` is the call that broke it, where that is known. */
  | { readonly kind: 'fatal'; readonly id: number | undefined; readonly message: string }
  | { readonly kind: 'log'; readonly line: string };
