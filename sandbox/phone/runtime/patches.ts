/**
 * What the window backend of glass-easel 0.12.1 leaves out: `data-*` attributes in the page (tests find nodes by them),
 * WeChat's units in inline styles, and positions counted from the page's own viewport.
 */

import * as easel from 'glass-easel';
import { domOf } from './backend';
import { replaceUnits } from './units';

type Method = (this: easel.Element, ...args: readonly unknown[]) => unknown;

/** Node that carries the data attributes of a component without a host element. */
const carriers = new WeakMap<easel.Element, easel.Element>();

/** Applies all patches; `viewportTop` is the distance of a page's viewport from the top of the screen. */
export function patchFramework(viewportTop: (element: HTMLElement) => number): void {
  wrap('setDataset', (original, node, name, value) => {
    original(name, value);
    const element = domOf(node) ?? carrierElement(node);
    if (element !== undefined) writeAttribute(element, String(name), value);
  });
  wrap('setNodeStyle', (original, _node, style, segment) => {
    original(typeof style === 'string' ? replaceUnits(style) : style, segment);
  });
  wrap('getBoundingClientRect', (original, node, callback) => {
    const element = domOf(node);
    const top = element === undefined ? 0 : viewportTop(element);
    original((box: { left: number; top: number; width: number; height: number }) => {
      if (typeof callback !== 'function') return;
      const { left, width, height } = box;
      Reflect.apply(callback, undefined, [{ left, top: box.top - top, width, height }]);
    });
  });
}

/**
 * Call when a built-in node is attached: if it is the outermost node of components without a host element, their
 * data attributes are shown on it.
 */
export function carryDataset(node: easel.Element): void {
  const element = domOf(node);
  if (element === undefined) return;
  let inner: easel.Element = node;
  for (;;) {
    const root = inner.ownerShadowRoot;
    if (root === null || !isOutermost(inner)) return;
    const host = root.getHostNode();
    if (domOf(host) !== undefined) return;
    const carrier = carriers.get(host);
    if (carrier !== undefined && easel.Element.isAttached(carrier)) return;
    carriers.set(host, node);
    for (const [name, value] of Object.entries(host.dataset)) {
      if (!element.hasAttribute(attributeName(name))) writeAttribute(element, name, value);
    }
    inner = host;
  }
}

function isOutermost(node: easel.Element): boolean {
  let parent = node.parentNode;
  while (parent?.isVirtual() === true && !easel.ShadowRoot.isShadowRoot(parent)) {
    parent = parent.parentNode;
  }
  return parent !== null && easel.ShadowRoot.isShadowRoot(parent);
}

function carrierElement(node: easel.Element): HTMLElement | undefined {
  const carrier = carriers.get(node);
  return carrier === undefined ? undefined : domOf(carrier);
}

function attributeName(name: string): string {
  return `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function writeAttribute(element: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) {
    element.removeAttribute(attributeName(name));
  } else {
    element.setAttribute(
      attributeName(name),
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }
}

function wrap(
  name: string,
  replacement: (
    original: (...args: readonly unknown[]) => unknown,
    node: easel.Element,
    ...args: readonly unknown[]
  ) => unknown,
): void {
  const original: unknown = Reflect.get(easel.Element.prototype, name);
  if (typeof original !== 'function') throw new Error(`glass-easel has no Element.${name}`);
  const method: Method = function (...args) {
    return replacement((...inner) => Reflect.apply(original, this, inner), this, ...args);
  };
  Reflect.set(easel.Element.prototype, name, method);
}
