/**
 * Small helpers to build the client's own surface (bars, dialogs) without a framework.
 */

export interface Parts {
  readonly class?: string;
  readonly testid?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** Creates an element with class, text, test id, attributes and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  parts: Parts = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (parts.class !== undefined) element.className = parts.class;
  if (parts.testid !== undefined) element.dataset['testid'] = parts.testid;
  if (parts.text !== undefined) element.textContent = parts.text;
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  const { onClick } = parts;
  if (onClick !== undefined) {
    element.addEventListener('click', () => {
      onClick();
    });
  }
  element.append(...children);
  return element;
}

export function button(parts: Parts): HTMLButtonElement {
  return h('button', { ...parts, attributes: { type: 'button', ...parts.attributes } });
}

/** The string in an unknown value, or the given default. */
export function textOf(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A member of an array that may not be one. */
export function itemOf(list: unknown, index: number): unknown {
  if (!Array.isArray(list)) return undefined;
  const items: readonly unknown[] = list;
  return items[index];
}
