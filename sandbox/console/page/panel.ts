/**
 * What a tab of the console is: drawn once, brought up to date while it is looked at.
 */

import { Refusal } from './api';
import { el, redraw } from './dom';

export interface Panel {
  /** In the address: `#orders`. */
  readonly name: string;
  readonly title: string;
  /** Called once; what is inside belongs to the panel from then on. */
  readonly draw: (place: HTMLElement) => void;
  /** Called when the panel is opened with what stands behind its name, and every two seconds. */
  readonly refresh: (rest: string) => Promise<void>;
}

/**
 * A part of a panel that shows what `load` answers: says that it loads, draws when something changed,
 * and says what went wrong without losing what it last showed.
 */
export class Live<T> {
  readonly element: HTMLElement;
  readonly #body: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #load: () => Promise<T>;
  readonly #draw: (data: T) => readonly (Node | string)[];
  #shown = '';

  constructor(
    testid: string,
    load: () => Promise<T>,
    draw: (data: T) => readonly (Node | string)[],
  ) {
    this.#load = load;
    this.#draw = draw;
    this.#body = el('div', {}, el('p', { class: 'loading' }, '正在加载…'));
    this.#problem = el('p', { class: 'problem', attrs: { role: 'alert' } });
    this.#problem.hidden = true;
    this.element = el('div', { testid, attrs: { 'aria-busy': 'true' } }, this.#problem, this.#body);
  }

  /** Asks again and draws if the answer is another one. */
  async refresh(): Promise<void> {
    try {
      const data = await this.#load();
      this.#problem.hidden = true;
      const text = JSON.stringify(data);
      if (text === this.#shown) return;
      redraw(this.#body, ...this.#draw(data));
      this.#shown = text;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#problem.textContent = `没能更新：${error.message}`;
      this.#problem.hidden = false;
      if (this.#shown === '') this.#body.replaceChildren();
    } finally {
      this.element.setAttribute('aria-busy', 'false');
    }
  }

  /** Draws at the next refresh even if nothing changed. */
  forget(): void {
    this.#shown = '';
  }
}
