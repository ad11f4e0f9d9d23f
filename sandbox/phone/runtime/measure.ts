/**
 * What WeChat's audit (体验评分) counts of a page: setData calls and their bytes, nodes, depth, children. Its thresholds
 * are our lint (design: the phone, "Facts of the platform"); a test holds every page to them.
 */

import * as easel from 'glass-easel';
import { domOf } from './backend';
import type { Client } from './client';

export interface PageMeasure {
  /** Path of the page in front. */
  readonly path: string;
  /** Calls of setData by the page and the components on it, those of packed packages left out. */
  readonly setDataCalls: number;
  /** The most calls in any second. */
  readonly setDataPerSecond: number;
  /** The largest of them in bytes of its JSON. */
  readonly setDataBytes: number;
  /** Elements of the page. */
  readonly nodes: number;
  /** Elements one inside the other, the page itself included. */
  readonly depth: number;
  /** The most elements directly inside one. */
  readonly children: number;
}

interface Call {
  readonly at: number;
  readonly bytes: number;
}

const PACKED = 'miniprogram_npm/';
const SECOND_MS = 1000;
const calls = new WeakMap<object, Call[]>();

/** Notes every setData from now on. */
export function countSetData(): void {
  const { prototype } = easel.Component;
  const original: unknown = Reflect.get(prototype, 'setData');
  if (typeof original !== 'function') throw new Error('glass-easel has no Component.setData');
  Reflect.set(prototype, 'setData', function (this: unknown, data: unknown) {
    if (easel.Component.isComponent(this)) note(this, data);
    return Reflect.apply(original, this, [data]) as unknown;
  });
}

function note(component: easel.GeneralComponent, data: unknown): void {
  if (component.is.startsWith(PACKED)) return;
  const page = outermost(component);
  const known = calls.get(page) ?? [];
  calls.set(page, known);
  known.push({ at: performance.now(), bytes: bytesOf(JSON.stringify(data ?? {})) });
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** The page that a component stands on: the host of its host, as far as it goes. */
function outermost(component: easel.GeneralComponent): easel.GeneralComponent {
  let current = component;
  for (;;) {
    const host = current.ownerShadowRoot?.getHostNode();
    if (host === undefined) return current;
    current = host;
  }
}

/** The counts of the page in front; undefined when there is none. */
export function measurePage(client: Client): PageMeasure | undefined {
  const { top } = client.stack;
  if (top === undefined) return undefined;
  const component = top.root.getComponent();
  const known = calls.get(component) ?? [];
  const element = domOf(component);
  return {
    path: top.route.path,
    setDataCalls: known.length,
    setDataPerSecond: mostPerSecond(known.map(({ at }) => at)),
    setDataBytes: Math.max(0, ...known.map(({ bytes }) => bytes)),
    ...(element === undefined ? { nodes: 0, depth: 0, children: 0 } : treeOf(element)),
  };
}

function mostPerSecond(times: readonly number[]): number {
  const counts = times.map(
    (from) => times.filter((at) => at >= from && at < from + SECOND_MS).length,
  );
  return Math.max(0, ...counts);
}

/** Counts the framework's own elements; what a built-in consists of inside is the client's affair. */
function treeOf(element: Element): Pick<PageMeasure, 'nodes' | 'depth' | 'children'> {
  const inner = innerOf(element);
  const parts = inner.map(treeOf);
  return {
    nodes: 1 + parts.reduce((sum, part) => sum + part.nodes, 0),
    depth: 1 + Math.max(0, ...parts.map(({ depth }) => depth)),
    children: Math.max(inner.length, ...parts.map(({ children }) => children)),
  };
}

/** The framework's elements right below, those inside of a built-in's own parts included. */
function innerOf(element: Element): readonly Element[] {
  return [...element.children].flatMap((child) =>
    Reflect.get(child, '__wxElement') === undefined ? innerOf(child) : [child],
  );
}
