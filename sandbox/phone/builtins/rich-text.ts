/**
 * rich-text: HTML text or a tree of nodes, cut down to what WeChat shows. Nothing in it can run or load from outside.
 */

import { isRecord, textOf } from '../runtime/dom';
import { replaceUnits } from '../runtime/units';
import type { Setup } from './builtin';

const TAGS = new Set([
  ...['a', 'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'h1'],
  ...['h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'label', 'li', 'ol', 'p', 'pre', 'q'],
  ...['small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u'],
  'ul',
]);
const ATTRIBUTES = ['class', 'style', 'alt', 'width', 'height', 'colspan', 'rowspan'];

export const richText: Setup = (self) => {
  const content = document.createElement('div');
  self.host.append(content);
  return {
    update: () => {
      const nodes = self.value('nodes');
      if (typeof nodes === 'string') {
        const parsed = new DOMParser().parseFromString(nodes, 'text/html');
        content.replaceChildren(...[...parsed.body.childNodes].flatMap(copyNode));
      } else {
        const list: readonly unknown[] = Array.isArray(nodes) ? nodes : [];
        content.replaceChildren(...list.flatMap(nodeFrom));
      }
    },
  };
};

function copyNode(node: Node): Node[] {
  if (node instanceof Text) return [node.cloneNode()];
  if (!(node instanceof Element)) return [];
  const children = [...node.childNodes].flatMap(copyNode);
  return [element(node.localName, (name) => node.getAttribute(name), children)];
}

function nodeFrom(node: unknown): Node[] {
  if (!isRecord(node)) return [];
  if (node['type'] === 'text') return [document.createTextNode(textOf(node['text']))];
  const attrs = isRecord(node['attrs']) ? node['attrs'] : {};
  const children: readonly unknown[] = Array.isArray(node['children']) ? node['children'] : [];
  const attribute = (name: string): string | null => textOf(attrs[name]) || null;
  return [element(textOf(node['name']), attribute, children.flatMap(nodeFrom))];
}

function element(
  tag: string,
  attribute: (name: string) => string | null,
  children: readonly Node[],
): Element {
  const made = document.createElement(TAGS.has(tag) ? tag : 'span');
  for (const name of ATTRIBUTES) {
    const value = attribute(name);
    if (value === null) continue;
    made.setAttribute(name, name === 'style' ? replaceUnits(value) : value);
  }
  const source = attribute('src');
  if (tag === 'img' && source?.startsWith('data:') === true) made.setAttribute('src', source);
  made.append(...children);
  return made;
}
