/**
 * One page's place on the screen: its navigation bar and a viewport below it that scrolls. The viewport is what the page
 * takes for the whole screen, so fixed positions and `vh` count from below the bar, as in WeChat.
 */

import type { Mount } from './backend';
import { type Client, windowSetting } from './client';
import { button, h, textOf } from './dom';
import { callMethod } from './globals';
import type { Route } from './routes';

const REACH_BOTTOM_PX = 50;

export class PageLayer {
  readonly element: HTMLElement;
  readonly scroller: HTMLElement;
  readonly #client: Client;
  readonly #config: Readonly<Record<string, unknown>>;
  readonly #route: Route;
  readonly #instance: object;
  readonly #mount: Mount;
  readonly #title = h('div', { class: 'wx-nav-title', testid: 'nav-title' });
  readonly #nav: HTMLElement;
  #colors: { readonly front?: string; readonly back?: string } = {};
  #atBottom = false;

  constructor(
    client: Client,
    config: Readonly<Record<string, unknown>>,
    route: Route,
    instance: object,
    first: boolean,
  ) {
    this.#client = client;
    this.#config = config;
    this.#route = route;
    this.#instance = instance;
    this.#mount = client.chrome.backend.createMount();
    this.scroller = h('div', { class: 'wx-scroller' });
    if (this.#mount.parent instanceof HTMLElement) this.scroller.append(this.#mount.parent);
    this.#nav = h('header', { class: 'wx-nav' }, ...this.#navButton(first), this.#title);
    const viewport = h('div', { class: 'wx-viewport' }, this.scroller);
    this.element = h('section', { class: 'wx-layer', testid: 'page' }, this.#nav, viewport);
    this.element.dataset['page'] = route.path;
    if (this.setting('navigationStyle') === 'custom') this.element.classList.add('wx-custom-nav');
    if (this.#isTab) this.element.classList.add('wx-with-tabs');
    this.setTitle(textOf(this.setting('navigationBarTitleText')));
    this.paint();
    this.scroller.addEventListener('scroll', () => this.#scrolled());
    client.chrome.layers.append(this.element);
  }

  /** Where a root component is attached. */
  mountPoint(): [Mount['parent'], Mount['placeholder']] {
    return [this.#mount.parent, this.#mount.placeholder];
  }

  /** A value of the page's "window" settings. */
  setting(name: string): unknown {
    return windowSetting(this.#client, this.#config, name);
  }

  get allowsPullDown(): boolean {
    return this.setting('enablePullDownRefresh') === true;
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
    if (this.#client.stack.top?.layer === this) document.title = title;
  }

  setColors(front: string, back: string): void {
    this.#colors = { front, back };
    this.paint();
  }

  /** Colours from the settings and the theme. */
  paint(): void {
    const back = this.#colors.back ?? textOf(this.setting('navigationBarBackgroundColor'));
    const style = textOf(this.setting('navigationBarTextStyle'), 'black');
    const front = this.#colors.front ?? (style === 'white' ? '#ffffff' : '#000000');
    this.#nav.style.background = back;
    this.#nav.style.color = front;
    this.element.style.background = textOf(this.setting('backgroundColor'));
    this.element.classList.toggle('wx-light-text', /^#f{3}(f{3})?$/i.test(front));
  }

  /** Shows or hides the layer; the one that is shown names the document. */
  toggle(visible: boolean): void {
    this.element.hidden = !visible;
    if (!visible) return;
    document.title = this.#title.textContent;
    this.#client.chrome.showTabs(this.#isTab ? this.#route.path : undefined);
  }

  hide(): void {
    this.element.hidden = true;
  }

  remove(): void {
    this.element.remove();
  }

  /** Scrolls the page; `top` in px. */
  scrollTo(top: number): void {
    this.scroller.scrollTop = top;
  }

  get #isTab(): boolean {
    return this.#client.chrome.tabs.some((tab) => tab.path === this.#route.path);
  }

  #navButton(first: boolean): HTMLElement[] {
    const { boot, stack } = this.#client;
    if (!first) {
      const attributes = { 'aria-label': '返回' };
      const onClick = (): void => stack.back(1);
      return [button({ class: 'wx-nav-back', testid: 'nav-back', attributes, onClick })];
    }
    const home = boot.pages[0] ?? '';
    if (this.#route.path === home || this.#isTab) return [];
    const onClick = (): void => stack.relaunch({ path: home, query: {} });
    const attributes = { 'aria-label': '回到首页' };
    return [button({ class: 'wx-nav-home', testid: 'nav-home', attributes, onClick })];
  }

  #scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const { report } = this.#client;
    callMethod(this.#instance, 'onPageScroll', [{ scrollTop }], report);
    const distance = Number(this.setting('onReachBottomDistance') ?? REACH_BOTTOM_PX);
    const atBottom = scrollTop + clientHeight >= scrollHeight - distance;
    if (atBottom && !this.#atBottom) callMethod(this.#instance, 'onReachBottom', [], report);
    this.#atBottom = atBottom;
  }
}
