/**
 * Building elements without a framework, and amounts as a patient reads them. Text is always set as
 * text: nothing that a hospital sends can become markup here.
 */

type Child = Node | string;
interface Attributes {
  readonly class?: string;
  readonly testid?: string;
  readonly aria?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly onclick?: () => void;
}

/** `<tag>` with attributes and children; `undefined` children are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className, testid, aria = {}, role, onclick }: Attributes = {},
  ...children: (Child | undefined)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== undefined) element.className = className;
  if (testid !== undefined) element.dataset.testid = testid;
  if (role !== undefined) element.setAttribute('role', role);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  if (onclick !== undefined) element.addEventListener('click', onclick);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(
  text: string,
  testid: string,
  className: string,
  onclick: () => void,
): HTMLButtonElement {
  const element = el('button', { class: className, testid, onclick }, text);
  element.type = 'button';
  return element;
}

/** 12345 fen → `123.45`. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function amount(fen: number, testid: string): HTMLElement {
  const text = `${yuan(fen)}元`;
  return el(
    'p',
    { class: 'amount', testid, aria: { label: text } },
    el('small', { aria: { hidden: 'true' } }, '¥'),
    el('span', { aria: { hidden: 'true' } }, yuan(fen)),
  );
}

/** One line of a list of facts; `kind` is `main` for a total, `part` for what it is made of. */
export function row(label: string, value: string, testid: string, kind = ''): HTMLElement {
  return el('div', { class: `row ${kind}` }, el('dt', {}, label), el('dd', { testid }, value));
}
