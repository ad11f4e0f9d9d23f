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
  /** Its number, for taking it away again. */
  readonly id: number;
  readonly call: string;
  readonly fault: Fault;
  /** How many calls pass by before it hits. */
  readonly skip: number;
  /** How many more calls it will hit; at least 1. */
  readonly left: number;
}

interface Waiting {
  readonly id: number;
  readonly call: string;
  readonly fault: Fault;
  skip: number;
  left: number;
}

export class FaultBook {
  readonly #planted: Waiting[] = [];
  #lastId = 0;

  /**
   * Plants a fault for `count` calls of that name, behind those already waiting; the first `skip`
   * calls from now on pass by it, whatever hits them. Returns its number.
   */
  plant(call: string, fault: Fault, count = 1, skip = 0): number {
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError('count must be at least 1');
    if (!Number.isSafeInteger(skip) || skip < 0) throw new RangeError('skip must not be negative');
    this.#lastId += 1;
    this.#planted.push({ id: this.#lastId, call, fault, skip, left: count });
    return this.#lastId;
  }

  /** Takes the oldest fault planted for this call whose turn has come, if any. */
  take(call: string): Fault | undefined {
    const waiting = this.#planted.filter((planted) => planted.call === call);
    const hit = waiting.find(({ skip }) => skip === 0);
    for (const planted of waiting) if (planted.skip > 0) planted.skip -= 1;
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left === 0) this.remove(hit.id);
    return hit.fault;
  }

  /** What is still waiting, oldest first. */
  list(): readonly PlantedFault[] {
    return this.#planted.map((planted) => ({ ...planted }));
  }

  /** Takes one away; false when there is none of that number. */
  remove(id: number): boolean {
    const index = this.#planted.findIndex((planted) => planted.id === id);
    if (index === -1) return false;
    this.#planted.splice(index, 1);
    return true;
  }

  clear(): void {
    this.#planted.length = 0;
  }
}
