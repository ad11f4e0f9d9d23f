/**
 * Pull down to refresh: a page with "enablePullDownRefresh" that is scrolled to its top follows the finger and calls
 * onPullDownRefresh; the dots stay until wx.stopPullDownRefresh.
 */

import type { Client } from './client';
import { h } from './dom';
import { callMethod } from './globals';
import type { OpenPage } from './page-stack';
import type { Gesture } from './touch';

const TRIGGER_PX = 60;
const MOST_PX = 90;

export class PullDown {
  readonly #client: Client;
  #start: number | undefined;
  #distance = 0;
  #refreshing: { readonly page: OpenPage; readonly dots: HTMLElement } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Sees every touch before the page's listeners have been called. */
  follow(gesture: Gesture): void {
    const page = this.#client.stack.top;
    const y = gesture.changedTouches[0]?.clientY ?? 0;
    if (page === undefined || !page.layer.allowsPullDown) return;
    if (gesture.type === 'touchstart') {
      const inside = gesture.target instanceof Node && page.layer.scroller.contains(gesture.target);
      this.#start = inside && page.layer.scroller.scrollTop <= 0 ? y : undefined;
      this.#distance = 0;
    } else if (gesture.type === 'touchmove' && this.#start !== undefined) {
      this.#distance = y - this.#start;
      if (this.#refreshing === undefined) this.#pull(page, this.#distance);
    } else if (gesture.type === 'touchend' || gesture.type === 'touchcancel') {
      const far = this.#start !== undefined && this.#distance >= TRIGGER_PX;
      this.#start = undefined;
      if (far && gesture.type === 'touchend') this.begin();
      else if (this.#refreshing === undefined) this.#pull(page, 0);
    }
  }

  /** Starts a refresh of the page on top; does nothing while one is under way. */
  begin(): void {
    const page = this.#client.stack.top;
    if (page === undefined || this.#refreshing !== undefined) return;
    const dots = h('div', {
      class: 'wx-refresh',
      testid: 'wx-refresh',
      attributes: { role: 'status', 'aria-label': '正在刷新' },
    });
    page.layer.scroller.prepend(dots);
    this.#pull(page, 0);
    this.#refreshing = { page, dots };
    callMethod(page.instance, 'onPullDownRefresh', [], this.#client.report);
  }

  end(): void {
    this.#refreshing?.dots.remove();
    this.#refreshing = undefined;
  }

  #pull(page: OpenPage, distance: number): void {
    const shown = Math.min(MOST_PX, Math.max(0, distance / 2));
    page.layer.scroller.style.translate = shown === 0 ? '' : `0 ${shown}px`;
  }
}
