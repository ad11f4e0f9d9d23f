/**
 * Leaving for another mini program and coming back, as WeChat does it: a question first, then the other one lies over
 * this app, which is hidden; the way back is scene 1038 with referrerInfo - with extraData only if the other one sent
 * some (interface document v2.4, return from the cashier; design: the phone, "Return from paying"). WeChat's own
 * cashier of 2.0 is a sheet over this app: it hides it too, but nobody was elsewhere, so the scene stays.
 */

import type { Client } from './client';
import { button, h, isRecord, textOf } from './dom';
import type { Referrer } from './lifecycle';
import { type OtherApp, titleOf } from './mini-programs';

export interface Jump {
  readonly appId: string;
  readonly app: OtherApp;
  /** Of the other mini program; shown in the bar unless it is the released one. */
  readonly envVersion?: string;
  /** Address of the page that plays it. */
  readonly address: string;
  readonly kind: 'mini-program' | 'sheet';
}

/** `done`: the other side had finished; `left`: the user turned back. */
type Ended = (how: 'done' | 'left') => void;

interface Open {
  readonly jump: Jump;
  readonly element: HTMLElement;
  readonly ended: Ended | undefined;
}

export class Jumps {
  readonly #client: Client;
  #open: Open | undefined;
  /** The cashier has said that the patient is through; closing it is no turning back any more. */
  #finished = false;

  constructor(client: Client) {
    this.#client = client;
    globalThis.addEventListener('message', (event) => this.#message(event));
  }

  /** Who will send the user back, while another mini program is open. */
  get referrer(): Referrer | undefined {
    return this.#open?.jump.kind === 'mini-program' ? { appId: this.#open.jump.appId } : undefined;
  }

  get busy(): boolean {
    return this.#open !== undefined;
  }

  /** The question before a jump; false when the user cancels. */
  async ask(title: string): Promise<boolean> {
    const answer = await this.#client.chrome.dialogs.modal({
      title: '',
      content: `即将打开“${title}”小程序`,
      showCancel: true,
      confirmText: '允许',
      cancelText: '取消',
    });
    return answer.confirm;
  }

  /** Opens the other one over this app. `ended` hears how the user came back, unless the app was killed meanwhile. */
  open(jump: Jump, ended?: Ended): void {
    const element = this.#element(jump);
    this.#open = { jump, element, ended };
    this.#finished = false;
    this.#client.chrome.root.append(element);
    this.#client.life.hide();
  }

  #element({ appId, app, envVersion = '', address, kind }: Jump): HTMLElement {
    const leave = (): void => this.#return({ appId }, 'left');
    const title = titleOf(app, envVersion);
    const isSheet = kind === 'sheet';
    const back = button({
      class: isSheet ? 'wx-sheet-close' : 'wx-nav-back',
      testid: 'cashier-back',
      attributes: { 'aria-label': isSheet ? '关闭' : '返回' },
      onClick: leave,
    });
    const close = button({
      class: 'wx-jump-close',
      testid: 'cashier-close',
      attributes: { 'aria-label': '关闭 Close' },
      onClick: leave,
    });
    const name = h('div', { class: 'wx-nav-title', text: title, testid: 'cashier-title' });
    const bar = h('header', { class: 'wx-jump-bar' }, back, name, ...(isSheet ? [] : [close]));
    const frame = h('iframe', {
      class: 'wx-jump-frame',
      testid: 'cashier-frame',
      attributes: { src: address, title },
    });
    return h(
      'div',
      {
        class: isSheet ? 'wx-jump wx-jump-sheet' : 'wx-jump',
        testid: 'cashier',
        attributes: { 'data-app': app.name },
      },
      bar,
      frame,
    );
  }

  #return(referrer: Referrer, how: 'done' | 'left'): void {
    if (this.#open === undefined) return;
    const { element, jump, ended } = this.#open;
    element.remove();
    this.#open = undefined;
    if (jump.kind === 'mini-program') this.#client.life.showReturned(referrer);
    else this.#client.life.showAgain();
    ended?.(this.#finished ? 'done' : how);
  }

  #message(event: MessageEvent<unknown>): void {
    const { data } = event;
    if (event.origin !== location.origin || !isRecord(data)) return;
    if (data['source'] !== 'yibao-sandbox' || this.#open === undefined) return;
    if (data['type'] === 'finished') this.#finished = true;
    if (data['type'] === 'leave') this.#leave(this.#open.jump, data);
  }

  #leave({ appId, kind }: Jump, data: Readonly<Record<string, unknown>>): void {
    const said = textOf(data['appId'], appId);
    const extraData = data['extraData'];
    const referrer = extraData === undefined ? { appId: said } : { appId: said, extraData };
    if (data['how'] === 'killed') {
      this.#client.events.emit('kill', kind === 'mini-program' ? referrer : undefined);
      return;
    }
    this.#return(referrer, data['how'] === 'left' ? 'left' : 'done');
  }
}
