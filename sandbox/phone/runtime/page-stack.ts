/**
 * The page stack and the life of its pages: onLoad, onShow, onReady, onHide, onUnload in WeChat's order.
 * At most ten pages lie on the stack; pages of the tab bar stay alive when the user leaves them.
 */

import type { AssociatedBackend, Root } from 'glass-easel-miniprogram-adapter';
import type { Client } from './client';
import { isRecord } from './dom';
import { EventChannel } from './event-channel';
import { callMethod } from './globals';
import { PageLayer } from './page-layer';
import type { ReadyQueue } from './ready-queue';
import type { Route } from './routes';

const MOST_PAGES = 10;

export interface OpenPage {
  readonly route: Route;
  readonly root: Root;
  readonly instance: object;
  readonly layer: PageLayer;
}

export class RouteError extends Error {}

export class PageStack {
  readonly #client: Client;
  readonly #backend: AssociatedBackend;
  readonly #ready: ReadyQueue;
  readonly #tabs = new Map<string, OpenPage>();
  #pages: OpenPage[] = [];

  constructor(client: Client, backend: AssociatedBackend, ready: ReadyQueue) {
    this.#client = client;
    this.#backend = backend;
    this.#ready = ready;
  }

  get pages(): readonly OpenPage[] {
    return this.#pages;
  }

  get top(): OpenPage | undefined {
    return this.#pages.at(-1);
  }

  /** wx.navigateTo. */
  push(route: Route, listeners: unknown): EventChannel {
    this.#check(route);
    if (this.#isTab(route.path)) throw new RouteError('can not navigateTo a tabbar page');
    if (this.#pages.length >= MOST_PAGES) throw new RouteError(`webview count limit exceed`);
    this.#hide(this.top);
    const channel = new EventChannel();
    for (const [event, listener] of Object.entries(isRecord(listeners) ? listeners : {})) {
      if (typeof listener === 'function') {
        channel.on(event, (...args) => Reflect.apply(listener, undefined, args) as unknown);
      }
    }
    this.#open(route, channel);
    return channel;
  }

  /** wx.redirectTo. */
  replace(route: Route): void {
    this.#check(route);
    if (this.#isTab(route.path)) throw new RouteError('can not redirectTo a tabbar page');
    const old = this.#pages.pop();
    if (old !== undefined) this.#close(old);
    this.#open(route);
  }

  /** wx.navigateBack; never takes the last page away. */
  back(delta: number): void {
    const count = Math.min(Math.max(1, delta), this.#pages.length - 1);
    if (count < 1) throw new RouteError('cannot navigate back at first page.');
    for (let left = count; left > 0; left -= 1) {
      const old = this.#pages.pop();
      if (old !== undefined) this.#close(old);
    }
    this.#show(this.top);
  }

  /** wx.reLaunch, and the first page of all. */
  relaunch(route: Route): void {
    this.#check(route);
    for (const page of this.#pages.reverse()) this.#close(page);
    for (const page of this.#tabs.values()) {
      if (!this.#pages.includes(page)) this.#close(page);
    }
    this.#pages = [];
    this.#tabs.clear();
    this.#open(route);
  }

  /** wx.switchTab. */
  switchTab(route: Route): void {
    this.#check(route);
    if (!this.#isTab(route.path)) throw new RouteError('can not switch to no-tabBar page');
    const { top } = this;
    if (top?.route.path === route.path) return;
    const leaving = this.#pages;
    this.#pages = [];
    for (const page of [...leaving].reverse()) {
      if (this.#tabs.get(page.route.path) === page) {
        if (page === top) this.#hide(page);
        page.layer.hide();
      } else {
        this.#close(page);
      }
    }
    const kept = this.#tabs.get(route.path);
    if (kept === undefined) {
      this.#open({ path: route.path, query: {} });
      return;
    }
    this.#pages = [kept];
    this.#show(kept);
  }

  /** The app goes to the background or comes back: only the page on top hears of it. */
  hideTop(): void {
    this.#hide(this.top);
  }

  showTop(): void {
    this.#show(this.top);
  }

  #open(route: Route, channel = new EventChannel()): void {
    const { boot, space } = this.#client;
    const unit = boot.units.find((one) => one.path === route.path);
    const root = this.#backend.createRoot('page', space, route.path);
    const instance: object = root.get();
    Object.assign(instance, {
      route: route.path,
      options: route.query,
      getOpenerEventChannel: () => channel,
    });
    const first = this.#pages.length === 0;
    const layer = new PageLayer(this.#client, unit?.config ?? {}, route, instance, first);
    const page: OpenPage = { route, root, instance, layer };
    this.#pages.push(page);
    if (this.#isTab(route.path)) this.#tabs.set(route.path, page);
    for (const other of this.#pages) other.layer.toggle(other === page);
    root.attach(...layer.mountPoint());
    this.#call(page, 'onLoad', [route.query]);
    this.#show(page);
    this.#ready.then(() => this.#call(page, 'onReady', []));
  }

  #show(page: OpenPage | undefined): void {
    if (page === undefined) return;
    for (const other of this.#pages) other.layer.toggle(other === page);
    page.root.getComponent().triggerPageLifetime('show', []);
    this.#call(page, 'onShow', []);
    this.#client.events.emit('route', page.route);
  }

  #hide(page: OpenPage | undefined): void {
    if (page === undefined) return;
    page.root.getComponent().triggerPageLifetime('hide', []);
    this.#call(page, 'onHide', []);
  }

  #close(page: OpenPage): void {
    this.#call(page, 'onUnload', []);
    page.root.release();
    page.layer.remove();
    if (this.#tabs.get(page.route.path) === page) this.#tabs.delete(page.route.path);
  }

  #call(page: OpenPage, method: string, args: readonly unknown[]): void {
    callMethod(page.instance, method, args, this.#client.report);
  }

  #check(route: Route): void {
    if (this.#client.boot.pages.includes(route.path)) return;
    throw new RouteError(`page "${route.path}" is not found`);
  }

  #isTab(path: string): boolean {
    return this.#client.chrome.tabs.some((tab) => tab.path === path);
  }
}
