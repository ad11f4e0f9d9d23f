/**
 * Runs the `ready` lifetime, which glass-easel leaves to whoever embeds it: after a page or component has been attached
 * and the current script is done, children before parents, then the page's onReady.
 */

import type * as easel from 'glass-easel';

export class ReadyQueue {
  #waiting: easel.GeneralComponent[] = [];
  #after: (() => void)[] = [];
  #scheduled = false;

  add(component: easel.GeneralComponent): void {
    this.#waiting.push(component);
    this.#schedule();
  }

  /** Runs `action` after the components that wait now. */
  then(action: () => void): void {
    this.#after.push(action);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      const waiting = this.#waiting.reverse();
      const after = this.#after;
      this.#waiting = [];
      this.#after = [];
      for (const component of waiting) component.triggerLifetime('ready', []);
      for (const action of after) action();
    });
  }
}
