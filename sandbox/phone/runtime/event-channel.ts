/**
 * The channel between a page and the one that it opened with wx.navigateTo.
 */

type Listener = (...args: readonly unknown[]) => unknown;

export class EventChannel {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  on(event: string, listener: Listener): void {
    this.#add(event, listener, false);
  }

  once(event: string, listener: Listener): void {
    this.#add(event, listener, true);
  }

  off(event: string, listener?: Listener): void {
    const kept = (this.#listeners.get(event) ?? []).filter(
      (entry) => listener !== undefined && entry.listener !== listener,
    );
    this.#listeners.set(event, kept);
  }

  emit(event: string, ...args: readonly unknown[]): void {
    const called = this.#listeners.get(event) ?? [];
    this.#listeners.set(
      event,
      called.filter((entry) => !entry.once),
    );
    for (const { listener } of called) listener(...args);
  }

  #add(event: string, listener: Listener, once: boolean): void {
    const listeners = this.#listeners.get(event) ?? [];
    this.#listeners.set(event, [...listeners, { listener, once }]);
  }
}
