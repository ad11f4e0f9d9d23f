/**
 * Building elements without a framework. Text is always set as text: nothing that a party sends can
 * become markup here.
 */

export type Child = Node | string | undefined | false;

interface Attributes {
  readonly class?: string;
  readonly testid?: string;
  /** Finds the element again after its list was drawn anew. */
  readonly key?: string;
  readonly attrs?: Readonly<Record<string, string>>;
  readonly onclick?: () => void;
}

/** `<tag>` with attributes and children; `undefined` and `false` children are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className, testid, key, attrs = {}, onclick }: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== undefined) element.className = className;
  if (testid !== undefined) element.dataset.testid = testid;
  if (key !== undefined) element.dataset.key = key;
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  if (onclick !== undefined) element.addEventListener('click', onclick);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

export type Tone = 'plain' | 'main' | 'danger';

export interface ButtonOptions {
  readonly testid?: string;
  readonly key?: string;
  readonly tone?: Tone;
  readonly label?: string;
}

export function button(
  text: string,
  onclick: () => void,
  { testid, key, tone = 'plain', label }: ButtonOptions = {},
): HTMLButtonElement {
  return el(
    'button',
    {
      class: `button ${tone}`,
      ...(testid === undefined ? {} : { testid }),
      ...(key === undefined ? {} : { key }),
      attrs: { type: 'button', ...(label === undefined ? {} : { 'aria-label': label }) },
      onclick,
    },
    text,
  );
}

/** A small coloured word; the colour never says what the word does not. */
export function badge(text: string, tone: 'good' | 'wait' | 'bad' | 'calm'): HTMLElement {
  return el('span', { class: `badge ${tone}` }, text);
}

export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  return el(
    'label',
    { class: 'field' },
    el('span', { class: 'field-label' }, label),
    control,
    hint !== undefined && el('span', { class: 'hint' }, hint),
  );
}

interface InputOptions {
  readonly testid: string;
  readonly type?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
}

export function input({
  testid,
  type = 'text',
  value = '',
  ...more
}: InputOptions): HTMLInputElement {
  const attrs = Object.fromEntries(
    Object.entries(more).map(([name, setting]) => [name, String(setting)]),
  );
  const element = el('input', { testid, attrs: { type, ...attrs } });
  element.value = value;
  return element;
}

export function choice(
  testid: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLSelectElement {
  const element = el('select', { testid });
  setChoices(element, options);
  return element;
}

/** New options; the chosen one stays if it is still there. */
export function setChoices(
  element: HTMLSelectElement,
  options: readonly (readonly [value: string, text: string])[],
): void {
  const before = element.value;
  element.replaceChildren(
    ...options.map(([value, text]) => el('option', { attrs: { value } }, text)),
  );
  if (options.some(([value]) => value === before)) element.value = before;
}

/** Replaces what is inside; the keyboard stays on the control with the same key, the page in place. */
export function redraw(container: HTMLElement, ...children: readonly Child[]): void {
  const active = document.activeElement;
  const key =
    active instanceof HTMLElement && container.contains(active) ? active.dataset.key : undefined;
  container.replaceChildren(...children.filter((child) => child !== undefined && child !== false));
  if (key === undefined) return;
  for (const again of container.querySelectorAll<HTMLElement>('[data-key]')) {
    if (again.dataset.key === key) again.focus({ preventScroll: true });
  }
}

/** What a list says while it is empty. */
export function nothing(title: string, hint: string): HTMLElement {
  return el('div', { class: 'nothing' }, el('p', {}, title), el('p', { class: 'hint' }, hint));
}

export function section(title: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { class: 'card' }, el('h2', {}, title), ...children);
}
