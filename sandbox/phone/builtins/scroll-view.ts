/**
 * scroll-view: a part of the page that scrolls by itself.
 */

import { replaceUnits } from '../runtime/units';
import { domOf } from '../runtime/backend';
import { isRecord, itemOf } from '../runtime/dom';
import type { Builtin, Setup } from './builtin';

export const scrollView: Setup = (self) => {
  const { host } = self;
  let last = { left: 0, top: 0 };
  host.addEventListener('scroll', () => {
    const now = { left: host.scrollLeft, top: host.scrollTop };
    self.emit('scroll', {
      scrollLeft: now.left,
      scrollTop: now.top,
      scrollWidth: host.scrollWidth,
      scrollHeight: host.scrollHeight,
      deltaX: last.left - now.left,
      deltaY: last.top - now.top,
    });
    reportEdges(self, last, now);
    last = now;
  });
  watchRefresher(self);
  const applied = new Map<string, unknown>();
  const changed = (name: string): boolean => {
    const value = self.value(name);
    if (applied.get(name) === value) return false;
    applied.set(name, value);
    return value !== null && value !== undefined && value !== '';
  };
  return {
    update: () => {
      host.style.overflowX = self.flag('scrollX') ? 'auto' : 'hidden';
      host.style.overflowY = self.flag('scrollY') ? 'auto' : 'hidden';
      host.toggleAttribute('data-no-bar', !self.flag('showScrollbar'));
      host.style.display = self.flag('enableFlex') ? 'flex' : '';
      const behavior = self.flag('scrollWithAnimation') ? 'smooth' : 'auto';
      if (changed('scrollTop')) scroll(host, { top: pixels(self.value('scrollTop')), behavior });
      if (changed('scrollLeft')) scroll(host, { left: pixels(self.value('scrollLeft')), behavior });
      if (changed('scrollIntoView')) showInside(self, behavior);
      if (!self.flag('refresherTriggered')) host.removeAttribute('data-refreshing');
    },
  };
};

/** jsdom has no scrollTo on elements; a browser always does. */
function scroll(host: HTMLElement, options: ScrollToOptions): void {
  if (Reflect.has(host, 'scrollTo')) host.scrollTo(options);
}

function pixels(value: unknown): number {
  const number = Number.parseFloat(String(value));
  if (Number.isNaN(number)) return 0;
  return replaceUnits(String(value)) === String(value)
    ? number
    : (number * globalThis.innerWidth) / 750;
}

function showInside(self: Builtin, behavior: ScrollBehavior): void {
  const id = self.text('scrollIntoView');
  queueMicrotask(() => {
    const target = self.node.ownerShadowRoot?.getElementById(id);
    const element = target === undefined ? undefined : domOf(target);
    if (element === undefined) return;
    const box = element.getBoundingClientRect();
    const own = self.host.getBoundingClientRect();
    scroll(self.host, {
      top: self.host.scrollTop + box.top - own.top,
      left: self.host.scrollLeft + box.left - own.left,
      behavior,
    });
  });
}

interface Position {
  readonly left: number;
  readonly top: number;
}

function reportEdges(self: Builtin, from: Position, to: Position): void {
  const { host } = self;
  const axis = self.flag('scrollX') && !self.flag('scrollY') ? 'left' : 'top';
  const room =
    axis === 'top' ? host.scrollHeight - host.clientHeight : host.scrollWidth - host.clientWidth;
  const upper = self.number('upperThreshold');
  const lower = room - self.number('lowerThreshold');
  if (to[axis] <= upper && from[axis] > upper) {
    self.emit('scrolltoupper', { direction: axis });
  }
  if (to[axis] >= lower && from[axis] < lower) {
    self.emit('scrolltolower', { direction: axis === 'top' ? 'bottom' : 'right' });
  }
}

const REFRESH_PX = 45;

function watchRefresher(self: Builtin): void {
  let start: number | undefined;
  const y = (event: object): number => {
    const touch = itemOf(Reflect.get(event, 'changedTouches'), 0);
    return isRecord(touch) ? Number(touch['clientY']) : 0;
  };
  self.on('touchstart', (event) => {
    start = self.flag('refresherEnabled') && self.host.scrollTop <= 0 ? y(event) : undefined;
  });
  self.on('touchend', (event) => {
    if (start === undefined || y(event) - start < REFRESH_PX) return;
    self.host.setAttribute('data-refreshing', '');
    self.emit('refresherrefresh');
  });
}
