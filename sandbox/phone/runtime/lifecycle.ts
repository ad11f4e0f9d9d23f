/**
 * The life of the app: launch, show, hide. Options as App.onLaunch and App.onShow get them (WeChat, 场景值 and
 * referrerInfo); on Android every later onShow repeats the referrerInfo of the last return (design: the phone).
 */

import type { Client } from './client';
import type { Globals } from './globals';
import { parseRoute, type Route } from './routes';

export interface Referrer {
  readonly appId: string;
  readonly extraData?: unknown;
}

export interface EnterOptions {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly scene: number;
  readonly shareTicket: string | undefined;
  readonly referrerInfo: Referrer | Readonly<Record<string, never>>;
  readonly apiCategory: 'default';
}

const PLAIN_SCENE = 1001;
const RETURN_SCENE = 1038;

export class Lifecycle {
  readonly #client: Client;
  readonly #globals: Globals;
  #launch: EnterOptions;
  #enter: EnterOptions;
  #visible = false;

  constructor(client: Client, globals: Globals) {
    this.#client = client;
    this.#globals = globals;
    const { levers, boot } = client;
    const home = boot.pages[0] ?? '';
    const asked = levers.path === '' ? { path: home, query: {} } : parseRoute(levers.path, '');
    this.#launch = this.#options(asked, levers.scene, levers.referrer);
    this.#enter = this.#launch;
  }

  get launchOptions(): EnterOptions {
    return this.#launch;
  }

  get enterOptions(): EnterOptions {
    return this.#enter;
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** Runs onLaunch, onShow and opens the first page. */
  launch(): void {
    this.#visible = true;
    this.#callApp('onLaunch', this.#launch);
    this.#callApp('onShow', this.#launch);
    this.#client.events.emit('appShow', this.#launch);
    const { boot, stack } = this.#client;
    const { path, query } = this.#launch;
    if (boot.pages.includes(path)) {
      stack.relaunch({ path, query });
      return;
    }
    const missing = { path, query, isEntryPage: true };
    this.#callApp('onPageNotFound', missing);
    this.#client.events.emit('pageNotFound', missing);
    if (stack.pages.length === 0) stack.relaunch({ path: boot.pages[0] ?? '', query: {} });
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#client.stack.hideTop();
    this.#callApp('onHide', {});
    this.#client.events.emit('appHide');
  }

  /** Comes back by the user's own hand. */
  show(): void {
    const repeats = this.#client.levers.android && this.#enter.scene === RETURN_SCENE;
    this.#show(repeats ? RETURN_SCENE : PLAIN_SCENE, this.#repeated());
  }

  /** Something of WeChat's own lay over the app and went away: the scene is what it was. */
  showAgain(): void {
    this.#show(this.#enter.scene, this.#repeated());
  }

  /** Android says once more who sent the user here at the last return, with everything that came along. */
  #repeated(): Referrer | undefined {
    const { scene, referrerInfo } = this.#enter;
    if (!this.#client.levers.android || scene !== RETURN_SCENE) return undefined;
    return 'appId' in referrerInfo ? (referrerInfo as Referrer) : undefined;
  }

  /** Comes back from another mini program: scene 1038. */
  showReturned(referrer: Referrer): void {
    this.#show(RETURN_SCENE, referrer);
  }

  #show(scene: number, referrer: Referrer | undefined): void {
    if (this.#visible) return;
    this.#visible = true;
    const top = this.#client.stack.top?.route ?? { path: '', query: {} };
    this.#enter = this.#options(top, scene, referrer);
    this.#callApp('onShow', this.#enter);
    this.#client.events.emit('appShow', this.#enter);
    this.#client.stack.showTop();
  }

  #options(route: Route, scene: number, referrer: Referrer | undefined): EnterOptions {
    return {
      path: route.path,
      query: route.query,
      scene,
      shareTicket: undefined,
      referrerInfo: referrer ?? {},
      apiCategory: 'default',
    };
  }

  #callApp(method: string, value: unknown): void {
    try {
      this.#globals.callApp(method, value);
    } catch (error) {
      this.#client.report(error);
    }
  }
}
