/**
 * The client's own surface around the pages: status bar, capsule, tab bar, and the place where dialogs appear.
 */

import type { PreviewBackend } from './backend';
import type { BootData } from './boot-data';
import { Dialogs } from './dialogs';
import { button, h, isRecord, textOf } from './dom';

export interface Tab {
  readonly path: string;
  readonly text: string;
}

export interface ChromeActions {
  readonly menu: () => void;
  readonly close: () => void;
  readonly tab: (path: string) => void;
}

/** Sizes in px. */
export const NAV_BAR = 44;
export const CAPSULE = { width: 87, height: 32, right: 7, below: 6 } as const;

/** What notch and bar of gestures take from the screen, px; a window on a PC has neither. */
export function edgesOf({ pc }: { readonly pc: boolean }): {
  readonly top: number;
  readonly bottom: number;
} {
  return pc ? { top: 0, bottom: 0 } : { top: 47, bottom: 34 };
}

export class Chrome {
  readonly backend: PreviewBackend;
  readonly layers = h('div', { class: 'wx-layers' });
  readonly overlays = h('div', { class: 'wx-overlays' });
  readonly dialogs = new Dialogs(this.overlays);
  readonly tabs: readonly Tab[];
  readonly root: HTMLElement;
  readonly #tabBar: HTMLElement;

  constructor(boot: BootData, backend: PreviewBackend, actions: ChromeActions) {
    this.backend = backend;
    this.tabs = tabsOf(boot);
    this.#tabBar = h(
      'nav',
      { class: 'wx-tabbar', testid: 'tabbar' },
      ...this.tabs.map((tab) =>
        button({
          class: 'wx-tab',
          testid: `tab-${tab.path}`,
          text: tab.text,
          onClick: () => actions.tab(tab.path),
        }),
      ),
    );
    this.#tabBar.hidden = true;
    const status = h(
      'div',
      { class: 'wx-status', attributes: { 'aria-hidden': 'true' } },
      h('span', { text: '9:41' }),
      h('span', { class: 'wx-status-signs' }),
    );
    const capsule = h(
      'div',
      { class: 'wx-capsule' },
      button({
        class: 'wx-capsule-more',
        testid: 'capsule-more',
        attributes: { 'aria-label': '更多 More' },
        onClick: actions.menu,
      }),
      button({
        class: 'wx-capsule-close',
        testid: 'capsule-close',
        attributes: { 'aria-label': '关闭 Close' },
        onClick: actions.close,
      }),
    );
    this.root = h(
      'div',
      { class: 'wx-phone' },
      this.layers,
      ...(this.tabs.length === 0 ? [] : [this.#tabBar]),
      status,
      capsule,
      this.overlays,
    );
    document.body.append(this.root);
  }

  /** Shows the tab bar with this tab chosen; hides it for other pages. */
  showTabs(path: string | undefined): void {
    this.#tabBar.hidden = path === undefined;
    this.tabs.forEach((tab, index) => {
      const element = this.#tabBar.children[index];
      element?.setAttribute('aria-current', tab.path === path ? 'page' : 'false');
    });
  }
}

function tabsOf(boot: BootData): Tab[] {
  const bar = boot.app['tabBar'];
  const list = isRecord(bar) ? bar['list'] : undefined;
  return (Array.isArray(list) ? list : []).filter(isRecord).map((item) => ({
    path: textOf(item['pagePath']),
    text: textOf(item['text']),
  }));
}
