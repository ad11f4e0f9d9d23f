/**
 * Notices of the platform, of 1.0 or of 2.0: what became of them, sending again, altering, holding back.
 */

import { get, post } from './api';
import { badge, button, choice, el, field, nothing, redraw } from './dom';
import { shortNo } from './orders-panel';
import { Live, type Panel } from './panel';
import { listIn, numberIn, textIn, trueIn, type Fields } from './read';
import { delivered, tamperForm } from './tamper-form';
import { lever, levers } from './toast';
import { shortMoment, wordOf } from './words';

const SHOWN = 100;

const PARTIES = [
  ['payinsurance', '医保支付 1.0'],
  ['wechatpay', '微信支付 2.0'],
] as const;
const HOLDING = '通知正被扣住：新的通知也不会投递，直到放行。';
const QUEUE = [
  ['扣住通知', '通知都被扣住，放行前不会投递', 'hold', undefined],
  ['放行（按顺序）', '已按顺序放行', 'release', { order: 'born' }],
  ['放行（倒序）', '已倒序放行', 'release', { order: 'reverse' }],
  ['立即投递到期的', '到期的通知已投递', 'flush', undefined],
] as const;

/** Whose notices are looked at, and what to do after a lever. */
interface Desk {
  readonly party: string;
  readonly choose: (id: string) => void;
  readonly after: () => void;
}

function queueLevers({ party, after }: Desk): HTMLElement {
  return levers(
    ...QUEUE.map(([text, said, path, body]) => {
      const key = `notices-${path}${body === undefined ? '' : `-${body.order}`}`;
      const act = () => post(`/${party}/notices/${path}`, body);
      return lever({ text, said, act, after, key, testid: key });
    }),
  );
}

/** What can still be done with a notice that has not been sent. */
const UNSENT = [
  ['推迟', '已推迟到重试周期之后', 'delay'],
  ['丢弃', '已丢弃', 'drop'],
] as const;

function noticeLevers(notice: Fields, { party, choose, after }: Desk) {
  const id = textIn(notice, 'id');
  const at = (name: string): string => `/${party}/notices/${id}/${name}`;
  const unsent = ['waiting', 'held'].includes(textIn(notice, 'state')) ? UNSENT : [];
  return levers(
    lever({
      ...{ text: '重发', said: '已重发', act: () => delivered(post(at('replay'))), after },
      ...{ key: `replay-${id}`, testid: 'notice-replay' },
    }),
    button('篡改…', () => choose(id), { key: `tamper-${id}`, testid: 'notice-tamper' }),
    ...unsent.map(([text, said, path]) =>
      lever({
        text,
        said,
        act: () => post(at(path)),
        after,
        key: `${path}-${id}`,
        testid: `notice-${path}`,
      }),
    ),
  );
}

function line(notice: Fields, desk: Desk): HTMLElement {
  const state = textIn(notice, 'state');
  const outcome = textIn(notice, 'lastOutcome');
  const words = [
    textIn(notice, 'event'),
    `投递 ${String(numberIn(notice, 'attempts') ?? 0)} 次`,
    state === 'waiting' ? `下次 ${shortMoment(numberIn(notice, 'dueAt') ?? 0)}` : '',
    outcome === '' ? '' : `最近：${outcome}`,
  ];
  const orderNo = textIn(notice, 'hospOutTradeNo') || textIn(notice, 'outTradeNo');
  return el(
    'article',
    { class: 'row', testid: 'notice', attrs: { 'data-state': state } },
    el(
      'div',
      { class: 'row-head' },
      el('code', {}, shortNo(orderNo)),
      badge(...wordOf('NOTICE', state)),
    ),
    el('p', { class: 'hint' }, words.filter((word) => word !== '').join(' · ')),
    noticeLevers(notice, desk),
  );
}

function drawn(
  { notices, holding }: { readonly notices: readonly Fields[]; readonly holding: boolean },
  desk: Desk,
): readonly HTMLElement[] {
  return [
    queueLevers(desk),
    ...(holding ? [el('p', { class: 'warn', testid: 'holding' }, HOLDING)] : []),
    notices.length === 0
      ? nothing('还没有通知', '支付成功后，平台会向通知地址发送通知。')
      : el('div', { class: 'rows grid' }, ...notices.map((one) => line(one, desk))),
  ];
}

export function noticesPanel(): Panel {
  const after = (): void => void live.refresh();
  const which = choice('notices-party', PARTIES);
  const tamper = tamperForm(() => which.value, after);
  which.addEventListener('change', () => {
    tamper.element.hidden = true;
    after();
  });
  const live = new Live(
    'notices',
    async () => {
      const party = which.value;
      const found = await get(`/${party}/notices`);
      const newest = listIn(found, 'notices').slice(-SHOWN).reverse();
      return { party, notices: newest, holding: trueIn(found, 'holding') };
    },
    ({ party, ...shown }) => drawn(shown, { party, choose: tamper.choose, after }),
  );
  const chooser = el('div', { class: 'toolbar' }, field('谁的通知', which));
  return {
    name: 'notices',
    title: '通知',
    draw: (place) => redraw(place, chooser, live.element, tamper.element),
    refresh: () => live.refresh(),
  };
}
