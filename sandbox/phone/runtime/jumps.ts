/**
 * Leaving for another mini program and coming back, as WeChat does it: a question first, then the other one lies over
 * this app, which is hidden; the way back is scene 1038 with referrerInfo - with extraData only if the other one sent
 * some (interface document v2.4, return from the cashier; design: the phone, "Return from paying").
 */

import type { Client } from './client';
import { button, h, isRecord, textOf } from './dom';
import type { Referrer } from './lifecycle';

export interface Jump {
  readonly appId: string;
  /** Name shown in the bar and in the question. */
  readonly title: string;
  /** Address of the page that plays the other mini program. */
  readonly address: string;
  /** A mini program's return is scene 1038; WeChat's own cashier closes without one. */
  readonly kind: 'mini-program' | 'cashier';
}

export class Jumps {
  readonly #client: Client;
  #open: { readonly jump: Jump; readonly element: HTMLElement } | undefined;
  #ended: ((how: 'done' | 'left') => void) | undefined;

  constructor(client: Client) {
    this.#client = client;
    globalThis.addEventListener('message', (event) => this.#message(event));
  }

  /** Who will send the user back, while another mini program is open. */
  get referrer(): Referrer | undefined {
    return this.#open === undefined ? undefined : { appId: this.#open.jump.appId };
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

  /** Opens the other mini program over this one. `ended` hears how the user came back. */
  open(jump: Jump, ended?: (how: 'done' | 'left') => void): void {
    this.#ended = ended;
    const leave = (): void => this.#return({ appId: jump.appId }, 'left');
    const bar = h(
      'header',
      { class: 'wx-jump-bar' },
      button({
        class: 'wx-nav-back',
        testid: 'cashier-back',
        attributes: { 'aria-label': '返回' },
        onClick: leave,
      }),
      h('div', { class: 'wx-nav-title', text: jump.title, testid: 'cashier-title' }),
      button({
        class: 'wx-jump-close',
        testid: 'cashier-close',
        attributes: { 'aria-label': '关闭 Close' },
        onClick: leave,
      }),
    );
    const frame = h('iframe', {
      class: 'wx-jump-frame',
      testid: 'cashier-frame',
      attributes: { src: jump.address, title: jump.title },
    });
    const element = h('div', { class: 'wx-jump', testid: 'cashier' }, bar, frame);
    this.#open = { jump, element };
    this.#client.chrome.root.append(element);
    this.#client.life.hide();
  }

  #return(referrer: Referrer, how: 'done' | 'left'): void {
    if (this.#open === undefined) return;
    const { element, jump } = this.#open;
    element.remove();
    this.#open = undefined;
    const ended = this.#ended;
    this.#ended = undefined;
    if (jump.kind === 'mini-program') this.#client.life.showReturned(referrer);
    else this.#client.life.show();
    ended?.(how);
  }

  #message(event: MessageEvent<unknown>): void {
    const { data } = event;
    if (event.origin !== location.origin || !isRecord(data)) return;
    if (data['source'] !== 'yibao-sandbox' || data['type'] !== 'leave') return;
    if (this.#open === undefined) return;
    const appId = textOf(data['appId'], this.#open.jump.appId);
    const extraData = data['extraData'];
    const referrer = extraData === undefined ? { appId } : { appId, extraData };
    if (data['how'] === 'killed') {
      this.#client.events.emit('kill', referrer);
      return;
    }
    this.#return(referrer, 'done');
  }
}
