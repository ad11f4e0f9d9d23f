/** Feedback on what was done: a line that stays long enough to be read, read aloud as well. */

import { Refusal } from './api';
import { button, el, type ButtonOptions } from './dom';

const STAYS_MS = 6_000;

export function say(text: string, tone: 'good' | 'bad' = 'good'): void {
  const place = document.querySelector('.toasts');
  const mark = el('span', { class: 'toast-mark', attrs: { 'aria-hidden': 'true' } });
  mark.textContent = tone === 'good' ? '✓' : '!';
  const toast = el('p', { class: `toast ${tone}`, testid: 'toast' }, mark, text);
  place?.append(toast);
  window.setTimeout(() => toast.remove(), STAYS_MS);
}

/** The window hears of it whenever a lever was pulled: time may have moved. */
export const PULLED = 'pulled';

/** Does what a lever is for, says how it went, and what to look at then. */
export function pull(done: string, act: () => Promise<unknown>, after: () => void): void {
  const ended = (): void => {
    after();
    window.dispatchEvent(new Event(PULLED));
  };
  act().then(
    () => {
      say(done);
      ended();
    },
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      say(error.message, 'bad');
      ended();
    },
  );
}

export interface Lever extends ButtonOptions {
  readonly text: string;
  /** What is said once it is done. */
  readonly said: string;
  readonly act: () => Promise<unknown>;
  /** Brings up to date what the lever changed; also when it was refused. */
  readonly after: () => void;
}

/** A button that does something to the world and says how it went. */
export function lever({ text, said, act, after, ...options }: Lever): HTMLButtonElement {
  return button(text, () => pull(said, act, after), options);
}

export function levers(...buttons: readonly Node[]): HTMLElement {
  return el('div', { class: 'levers' }, ...buttons);
}
