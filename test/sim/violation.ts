/** A money rule that was broken, by its number in docs/money-rules.md. */
export interface Violation {
  readonly rule: number;
  readonly what: string;
}

/** The first violation of a run: what follows from it says nothing more. */
export class Judge {
  #first: Violation | undefined;

  get violation(): Violation | undefined {
    return this.#first;
  }
  fail(rule: number, what: string): void {
    this.#first ??= { rule, what };
  }
  /** Holds unless `ok`. */
  must(ok: boolean, rule: number, what: () => string): void {
    if (!ok && this.#first === undefined) this.fail(rule, what());
  }
}
