/**
 * Whether the code that runs now does so because of a tap: WeChat shows some questions (subscribe messages) only then.
 * A tap counts until the next task, so promises that are settled by then are still part of it.
 */

export class TapWindow {
  #open = 0;

  /** A tap happens now. */
  open(): void {
    this.#open += 1;
    setTimeout(() => {
      this.#open -= 1;
    });
  }

  get isOpen(): boolean {
    return this.#open > 0;
  }
}
