/**
 * glass-easel's window backend with the preview's own elements and events: built-in tags become `wx-*` elements, and
 * events come from touch.ts instead of the browser's raw ones.
 */

import * as easel from 'glass-easel';
import { domName } from '../builtins/schema';

type Context = easel.CurrentWindowBackendContext;
type DomElement = Parameters<Context['setListenerStats']>[0];

export interface Mount {
  readonly parent: DomElement;
  readonly placeholder: DomElement;
}

/** Browser events that are passed on as they are, where a node listens. */
const NATIVE_EVENTS = new Set([
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
]);

export class PreviewBackend extends easel.CurrentWindowBackendContext {
  readonly #passedOn = new WeakSet<Event>();

  constructor() {
    super();
    const { document: page } = this;
    this.document = {
      createElement: (tag) => page.createElement(domName(tag)),
      createTextNode: (content) => page.createTextNode(content),
      createDocumentFragment: () => page.createDocumentFragment(),
    };
  }

  /** Two fresh elements, one in the other: the inner one is to be replaced by a page's root. */
  createMount(): Mount {
    const parent = this.document.createElement('mount');
    const placeholder = this.document.createElement('mount');
    parent.appendChild(placeholder);
    return { parent, placeholder };
  }

  override setListenerStats(element: DomElement, type: string): void {
    if (type === 'tap' && element.tagName.startsWith('WX-')) element.setAttribute('data-tap', '');
    if (!NATIVE_EVENTS.has(type)) return;
    element.addEventListener(type, (event) => {
      if (this.#passedOn.has(event)) return;
      this.#passedOn.add(event);
      this.fire(event.target, type, {}, { bubbles: true, composed: true });
    });
  }

  /**
   * Sends an event to the framework node that `target` belongs to.
   * Returns true when a listener wants the default action not to happen.
   */
  fire(
    target: EventTarget | null,
    type: string,
    detail: unknown,
    options: easel.EventOptions,
  ): boolean {
    const node = nodeOf(target);
    if (node === undefined) return false;
    const event = new easel.Event(type, detail, { capturePhase: true, ...options });
    easel.Event.dispatchEvent(node, event);
    return event.defaultPrevented();
  }
}

/** The framework node of a DOM node or of the closest ancestor that has one. */
export function nodeOf(target: EventTarget | null): easel.Element | undefined {
  for (let node = target instanceof Node ? target : null; node !== null; node = node.parentNode) {
    const found: unknown = Reflect.get(node, '__wxElement');
    if (found instanceof easel.Element) return found;
  }
  return undefined;
}

/** The DOM element of a framework node; undefined for virtual nodes. */
export function domOf(node: easel.Element): HTMLElement | undefined {
  const element: unknown = node.getBackendElement();
  return element instanceof HTMLElement ? element : undefined;
}
