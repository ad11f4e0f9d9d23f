/**
 * Faults that a test or a developer plants, addressed by call name and used up by count.
 * A call name is `<party>.<call>`: `payinsurance.unifiedorder`, `payinsurance.notice`, `his.settle`,
 * `cloud.database.modifyDocument`. Whoever serves a call takes at most one fault for it.
 */

export type Fault =
  /** Nothing happens and nobody ever answers (the caller's own time-out ends it). */
  | { readonly kind: 'timeout-before' }
  /** The effect takes place, the answer never arrives. */
  | { readonly kind: 'timeout-after' }
  /** The connection is cut before / after the effect. */
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'cut-after' }
  /** Refused with the protocol's own error `code`; no effect. */
  | { readonly kind: 'error'; readonly code: string }
  /** The effect takes place, the body of the answer is rubbish. */
  | { readonly kind: 'garbage' }
  /** The effect takes place, the answer's signature is wrong. */
  | { readonly kind: 'bad-signature' }
  /** The effect takes place, the answer is delayed by `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Notices only: never sent / sent `ms` later / sent `times` times. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'doubled'; readonly times: number };

export interface PlantedFault {
  readonly call: string;
  readonly fault: Fault;
  /** How many more calls it will hit; at least 1. */
  readonly left: number;
}

export class FaultBook {
  readonly #planted: { call: string; fault: Fault; left: number }[] = [];

  /** Plants a fault for the next `count` calls of that name, behind those already waiting. */
  plant(call: string, fault: Fault, count = 1): void {
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError('count must be at least 1');
    this.#planted.push({ call, fault, left: count });
  }

  /** Takes the oldest fault planted for this call, if any. */
  take(call: string): Fault | undefined {
    const index = this.#planted.findIndex((planted) => planted.call === call);
    const planted = this.#planted[index];
    if (planted === undefined) return undefined;
    planted.left -= 1;
    if (planted.left === 0) this.#planted.splice(index, 1);
    return planted.fault;
  }

  /** What is still waiting, oldest first. */
  list(): readonly PlantedFault[] {
    return this.#planted.map((planted) => ({ ...planted }));
  }

  clear(): void {
    this.#planted.length = 0;
  }
}
