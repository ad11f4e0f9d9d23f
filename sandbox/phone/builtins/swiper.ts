/**
 * swiper and swiper-item: one item at a time, side by side or one above the other, with the browser's own snapping.
 */

import { type Builtin, builtinOf, type Setup } from './builtin';

const SETTLED_MS = 120;

export const swiper: Setup = (self) => {
  const { host } = self;
  let current = 0;
  let settled: ReturnType<typeof setTimeout> | undefined;
  let turning: ReturnType<typeof setInterval> | undefined;
  const arrived = (source: 'touch' | 'autoplay'): void => {
    const index = shownIndex(self);
    if (index === current) return;
    current = index;
    const detail = { current, currentItemId: itemId(self, index), source };
    self.emit('change', detail);
    self.emit('animationfinish', detail);
  };
  host.addEventListener('scroll', () => {
    clearTimeout(settled);
    settled = setTimeout(() => arrived('touch'), SETTLED_MS);
  });
  const stop = (): void => clearInterval(turning);
  return {
    update: () => {
      host.toggleAttribute('vertical', self.flag('vertical'));
      const wanted = self.number('current') || 0;
      if (wanted !== current) {
        current = wanted;
        queueMicrotask(() => showItem(self, wanted));
      }
      stop();
      if (!self.flag('autoplay')) return;
      turning = setInterval(() => {
        const count = items(self).length;
        if (count > 1) showItem(self, (shownIndex(self) + 1) % count);
      }, self.number('interval'));
    },
    detached: stop,
  };
};

function items(self: Builtin): Element[] {
  return [...self.host.querySelectorAll(':scope wx-swiper-item')];
}

function itemId(self: Builtin, index: number): string {
  const item = items(self)[index];
  return item === undefined ? '' : (builtinOf(item)?.text('itemId') ?? '');
}

function shownIndex(self: Builtin): number {
  const { host } = self;
  const vertical = self.flag('vertical');
  const size = vertical ? host.clientHeight : host.clientWidth;
  return size === 0 ? 0 : Math.round((vertical ? host.scrollTop : host.scrollLeft) / size);
}

function showItem(self: Builtin, index: number): void {
  const { host } = self;
  if (self.flag('vertical')) host.scrollTop = index * host.clientHeight;
  else host.scrollLeft = index * host.clientWidth;
}
