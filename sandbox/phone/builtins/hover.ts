/**
 * hover-class: pressed looks for view, button and navigator, with WeChat's delays.
 */

import type { Builtin, Setup } from './builtin';

export const hoverable: Setup = (self) => {
  listenForPress(self, () => true);
  return undefined;
};

export function listenForPress(self: Builtin, enabled: () => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let classes: string[] = [];
  const show = (): void => {
    classes = self.scoped(self.text('hoverClass'));
    self.host.classList.add(...classes);
  };
  const hide = (): void => {
    self.host.classList.remove(...classes);
    classes = [];
  };
  const later = (action: () => void, delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(action, Number.isNaN(delay) ? 0 : delay);
  };
  self.on('touchstart', (event) => {
    const name = self.text('hoverClass');
    if (name === '' || name === 'none' || !enabled() || event.mutatedMarked()) return;
    if (self.flag('hoverStopPropagation')) event.markMutated();
    later(show, self.number('hoverStartTime'));
  });
  for (const end of ['touchend', 'touchcancel']) {
    self.on(end, () => {
      if (classes.length > 0) later(hide, self.number('hoverStayTime'));
      else clearTimeout(timer);
    });
  }
  self.on('canceltap', () => later(hide, 0));
}
