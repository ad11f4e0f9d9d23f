/**
 * A small reader of WXML that finds elements and attributes with their places; it judges nothing else.
 * glass-easel's compiler keeps its syntax tree to itself, and the checks of wxml-check.ts need one.
 */

export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly offset: number;
}

export interface Element {
  readonly tag: string;
  readonly attributes: readonly Attribute[];
  readonly offset: number;
}

const NAME = /[^\s=/>"']+/y;
const SPACE = /\s*/y;

/** Every element of a template in document order. Text, comments and the bodies of <wxs> are passed over. */
export function readMarkup(text: string): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    const start = nextTag(text, at);
    if (start === -1) break;
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('-->', start);
      at = end === -1 ? text.length : end + 3;
      continue;
    }
    const read = readElement(text, start);
    if (read === undefined) {
      at = start + 1;
      continue;
    }
    elements.push(read.element);
    at = read.end;
    if (read.element.tag === 'wxs' && !read.selfClosed) {
      const end = text.indexOf('</wxs', at);
      at = end === -1 ? text.length : end;
    }
  }
  return elements;
}

/** The next `<` that is not inside `{{ }}`. */
function nextTag(text: string, from: number): number {
  let at = from;
  for (;;) {
    const tag = text.indexOf('<', at);
    const expression = text.indexOf('{{', at);
    if (tag === -1 || expression === -1 || tag < expression) return tag;
    const end = text.indexOf('}}', expression);
    if (end === -1) return tag;
    at = end + 2;
  }
}

interface ReadElement {
  readonly element: Element;
  readonly end: number;
  readonly selfClosed: boolean;
}

function readElement(text: string, start: number): ReadElement | undefined {
  const tag = match(NAME, text, start + 1);
  if (tag === undefined) return undefined;
  const attributes: Attribute[] = [];
  let at = start + 1 + tag.length;
  for (;;) {
    at += match(SPACE, text, at)?.length ?? 0;
    if (at >= text.length) break;
    if (text[at] === '>') {
      return { element: { tag, attributes, offset: start }, end: at + 1, selfClosed: false };
    }
    if (text.startsWith('/>', at)) {
      return { element: { tag, attributes, offset: start }, end: at + 2, selfClosed: true };
    }
    const name = match(NAME, text, at);
    if (name === undefined) {
      at += 1;
      continue;
    }
    const value = readValue(text, at + name.length);
    attributes.push({ name, value: value.value, offset: at });
    at = value.end;
  }
  return { element: { tag, attributes, offset: start }, end: text.length, selfClosed: true };
}

function readValue(text: string, from: number): { readonly value: string; readonly end: number } {
  const equals = from + (match(SPACE, text, from)?.length ?? 0);
  if (text[equals] !== '=') return { value: '', end: from };
  const open = equals + 1 + (match(SPACE, text, equals + 1)?.length ?? 0);
  const quote = text[open];
  if (quote !== '"' && quote !== "'") {
    const bare = match(NAME, text, open) ?? '';
    return { value: bare, end: open + bare.length };
  }
  const close = text.indexOf(quote, open + 1);
  const end = close === -1 ? text.length : close;
  return { value: text.slice(open + 1, end), end: end + 1 };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
