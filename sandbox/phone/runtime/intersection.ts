/**
 * createIntersectionObserver with WeChat's meaning of initialRatio: the first look counts when it differs from it and a
 * threshold lies between. (The adapter 0.12.1 tests this the other way round.) The viewport is the page's own.
 */

import type * as easel from 'glass-easel';
import { component } from 'glass-easel-miniprogram-adapter';
import { domOf } from './backend';
import { isRecord } from './dom';

type Listener = (result: Readonly<Record<string, unknown>>) => unknown;

interface Settings {
  readonly thresholds: readonly number[];
  readonly initialRatio: number;
  readonly observeAll: boolean;
}

/** Replaces the adapter's observer on every page and component. */
export function patchIntersection(): void {
  Reflect.set(
    component.ComponentCaller.prototype,
    'createIntersectionObserver',
    function (this: { readonly _$: easel.GeneralComponent }, options?: unknown) {
      return new PageObserver(this._$, settingsOf(options));
    },
  );
}

function settingsOf(options: unknown): Settings {
  const given = isRecord(options) ? options : {};
  const thresholds = Array.isArray(given['thresholds']) ? given['thresholds'].map(Number) : [0];
  return {
    thresholds,
    initialRatio: Number(given['initialRatio'] ?? 0),
    observeAll: given['observeAll'] === true,
  };
}

class PageObserver {
  readonly #owner: easel.GeneralComponent;
  readonly #settings: Settings;
  readonly #observers: IntersectionObserver[] = [];
  #relative: string | undefined;
  #margins = '0px';

  constructor(owner: easel.GeneralComponent, settings: Settings) {
    this.#owner = owner;
    this.#settings = settings;
  }

  relativeTo(selector: string, margins?: unknown): this {
    this.#relative = selector;
    this.#margins = marginsOf(margins);
    return this;
  }

  relativeToViewport(margins?: unknown): this {
    this.#relative = undefined;
    this.#margins = marginsOf(margins);
    return this;
  }

  observe(selector: string, listener: Listener): void {
    // jsdom has no layout and no observer: nothing ever comes into view.
    if (typeof IntersectionObserver === 'undefined') return;
    const root = this.#owner.getShadowRoot();
    if (root === null) return;
    const targets = this.#settings.observeAll
      ? root.querySelectorAll(selector)
      : [root.querySelector(selector)];
    for (const target of targets) {
      const element = target === null ? undefined : domOf(target);
      if (target !== null && element !== undefined) this.#watch(target, element, listener);
    }
  }

  disconnect(): void {
    for (const observer of this.#observers.splice(0)) observer.disconnect();
  }

  #watch(target: easel.Element, element: HTMLElement, listener: Listener): void {
    const viewport = element.closest('.wx-viewport');
    const chosen =
      this.#relative === undefined
        ? null
        : this.#owner.getShadowRoot()?.querySelector(this.#relative);
    const root = chosen === null || chosen === undefined ? viewport : (domOf(chosen) ?? viewport);
    let last = this.#settings.initialRatio;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const now = entry.intersectionRatio;
          if (!this.#crosses(last, now)) continue;
          last = now;
          const top = viewport?.getBoundingClientRect().top ?? 0;
          listener(resultOf(target, entry, top));
        }
      },
      { root, rootMargin: this.#margins, threshold: [...this.#settings.thresholds] },
    );
    observer.observe(element);
    this.#observers.push(observer);
  }

  /** Has a threshold been reached between two ratios? */
  #crosses(from: number, to: number): boolean {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    return from !== to && this.#settings.thresholds.some((line) => line >= low && line <= high);
  }
}

function marginsOf(margins: unknown): string {
  const given = isRecord(margins) ? margins : {};
  return ['top', 'right', 'bottom', 'left']
    .map((side) => `${String(Number(given[side] ?? 0))}px`)
    .join(' ');
}

function resultOf(target: easel.Element, entry: IntersectionObserverEntry, top: number) {
  const box = (rect: DOMRectReadOnly | null) => ({
    left: rect?.left ?? 0,
    top: (rect?.top ?? 0) - top,
    right: rect?.right ?? 0,
    bottom: (rect?.bottom ?? 0) - top,
    width: rect?.width ?? 0,
    height: rect?.height ?? 0,
  });
  return {
    id: target.id,
    dataset: target.dataset,
    intersectionRatio: entry.intersectionRatio,
    intersectionRect: box(entry.intersectionRect),
    boundingClientRect: box(entry.boundingClientRect),
    relativeRect: box(entry.rootBounds),
    time: entry.time,
  };
}
