/**
 * wx.requestSubscribeMessage: only in a tap; a sheet with one line for each template, and 总是保持以上选择, after which
 * it is not asked again (WeChat, 小程序订阅消息). Answers `{[tmplId]: 'accept' | 'reject'}`.
 */

import type { Client } from '../runtime/client';
import { button, h, isRecord, textOf } from '../runtime/dom';
import { api, Failure, type Options, type Result } from './api';

type Choice = 'accept' | 'reject';
export type Choices = Readonly<Record<string, Choice>>;

const MOST_TEMPLATES = 3;
/** What a template is about, by a part of its number; others are shown by their number. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/bill-?due/i, '缴费提醒'],
  [/refunded/i, '退费结果通知'],
  [/paid/i, '缴费成功通知'],
  [/visit/i, '就诊提醒'],
  [/bind-?card/i, '医保电子凭证绑定提醒'],
];

export function subscribeApi(client: Client) {
  return {
    requestSubscribeMessage: (given?: unknown) => {
      // Looked at in the call itself: afterwards the tap is over.
      const tapped = client.taps.isOpen;
      return api('requestSubscribeMessage', (options) => subscribe(client, options, tapped))(given);
    },
  };
}

async function subscribe(client: Client, options: Options, tapped: boolean): Promise<Result> {
  const listed: unknown = options['tmplIds'];
  const ids = Array.isArray(listed) ? [...new Set(listed.map(String))] : [];
  if (ids.length === 0) throw new Failure('TmplIds can’t be empty', { errCode: 10001 });
  if (ids.length > MOST_TEMPLATES) {
    throw new Failure('Templates count out of max bounds', { errCode: 20003 });
  }
  if (!tapped) throw new Failure('can only be invoked by user TAP gesture.');
  const kept = keptChoices(client);
  const open = ids.filter((id) => kept[id] === undefined);
  const answers = open.length === 0 ? {} : await ask(client, open);
  return Object.fromEntries(ids.map((id) => [id, kept[id] ?? answers[id] ?? 'reject']));
}

/** The sheet; resolves when the user has chosen. */
function ask(client: Client, ids: readonly string[]): Promise<Choices> {
  const settings = client.boot.app['window'];
  const title = isRecord(settings) ? textOf(settings['navigationBarTitleText']) : '';
  return new Promise((resolve) => {
    const boxes = ids.map((id) => ({ id, box: checkbox(`wx-subscribe-${id}`, true) }));
    const always = checkbox('wx-subscribe-always', false);
    const close = (allowed: boolean): void => {
      sheet.remove();
      const chosen = boxes.map(({ id, box }): [string, Choice] => [
        id,
        allowed && box.checked ? 'accept' : 'reject',
      ]);
      const choices = Object.fromEntries(chosen);
      if (always.checked) keep(client, choices);
      resolve(choices);
    };
    const sheet = client.chrome.dialogs.sheet(
      `“${title}” 申请发送以下消息`,
      'wx-subscribe',
      ...boxes.map(({ id, box }) => line(box, templateName(id))),
      line(always, '总是保持以上选择，不再询问'),
      button({
        class: 'wx-primary',
        text: '允许',
        testid: 'wx-modal-confirm',
        onClick: () => close(true),
      }),
      button({ text: '取消', testid: 'wx-modal-cancel', onClick: () => close(false) }),
    );
  });
}

function templateName(id: string): string {
  return KINDS.find(([pattern]) => pattern.test(id))?.[1] ?? `消息 ${id}`;
}

function checkbox(testid: string, checked: boolean): HTMLInputElement {
  const box = h('input', { testid, attributes: { type: 'checkbox' } });
  box.checked = checked;
  return box;
}

function line(box: HTMLInputElement, text: string): HTMLElement {
  return h('label', { class: 'wx-sheet-line' }, box, h('span', { text }));
}

const drawerOf = (client: Client): string => `yibao-preview-subscribe:${client.levers.openid}`;

/** What was chosen for always, by template. */
export function keptChoices(client: Client): Choices {
  const kept: unknown = JSON.parse(localStorage.getItem(drawerOf(client)) ?? '{}');
  if (!isRecord(kept)) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([id, choice]): [string, Choice][] =>
      choice === 'accept' || choice === 'reject' ? [[id, choice]] : [],
    ),
  );
}

function keep(client: Client, choices: Choices): void {
  const all = { ...keptChoices(client), ...choices };
  localStorage.setItem(drawerOf(client), JSON.stringify(all));
}

/** wx.openSetting: asks again from now on. */
export function forgetChoices(client: Client): void {
  localStorage.removeItem(drawerOf(client));
}
