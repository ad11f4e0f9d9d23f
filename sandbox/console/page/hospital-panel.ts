/** The hospital: its bills and what can happen to them at the counter. */

import { get, post } from './api';
import { badge, button, el, input, nothing, redraw, section } from './dom';
import { hospitalForms } from './hospital-forms';
import { Live, type Panel } from './panel';
import { listIn, numberIn, textIn, textsIn, type Fields } from './read';
import { lever, levers, pull, say } from './toast';
import { wordOf, yuan } from './words';

/** What can be done with a bill in which state. */
const AT_COUNTER = [
  ['settle-at-window', '窗口结算', 'unpaid'],
  ['expire', '过期', 'unpaid'],
  ['cancel', '撤销', 'unpaid'],
  ['serve', '取药 / 执行', 'settled'],
] as const;

/** 12.30 → 1230 fen; undefined when it is no amount. */
function fenOf(text: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

function repricing(id: string, after: () => void): HTMLElement {
  const amount = input({ testid: 'bill-amount', placeholder: '元' });
  amount.setAttribute('aria-label', `${id} 的新金额，元`);
  amount.dataset.key = `amount-${id}`;
  amount.inputMode = 'decimal';
  const change = (): void => {
    const totalFen = fenOf(amount.value);
    if (totalFen === undefined) {
      say('金额写成 12.30 这样', 'bad');
      amount.focus();
      return;
    }
    const act = () => post(`/his/bills/${id}/amount`, { totalFen });
    pull(`账单已改为 ${yuan(totalFen)}`, act, after);
  };
  const options = { key: `change-${id}`, testid: 'bill-change' };
  return el('span', { class: 'inline' }, amount, button('改价', change, options));
}

function bill(found: Fields, after: () => void): HTMLElement {
  const id = textIn(found, 'billId');
  const status = textIn(found, 'status');
  const acts = AT_COUNTER.filter(([, , when]) => when === status).map(([path, text]) =>
    lever({
      ...{ text, said: `${id}：${text}`, act: () => post(`/his/bills/${id}/${path}`), after },
      ...{ key: `${path}-${id}`, testid: `bill-${path}` },
    }),
  );
  return el(
    'article',
    { class: 'row', testid: 'bill', attrs: { 'data-bill-id': id, 'data-status': status } },
    el(
      'div',
      { class: 'row-head' },
      el('code', {}, id),
      el('b', { class: 'sum' }, yuan(numberIn(found, 'totalFen'))),
    ),
    el(
      'p',
      { class: 'row-foot' },
      badge(...wordOf('BILL', status)),
      el('span', {}, textIn(found, 'title')),
      el('span', { class: 'hint' }, textIn(found, 'scenario')),
    ),
    levers(...acts, ...(status === 'unpaid' ? [repricing(id, after)] : [])),
  );
}

export function hospitalPanel(): Panel {
  const after = (): void => void live.refresh();
  const forms = hospitalForms(after);
  let offered = false;
  const live = new Live(
    'bills',
    async () => [...listIn(await get('/his/bills'), 'bills')].reverse(),
    (bills) => [
      bills.length === 0
        ? nothing('没有账单', '在上面开一张。')
        : el('div', { class: 'rows grid' }, ...bills.map((one) => bill(one, after))),
    ],
  );
  return {
    name: 'hospital',
    title: '医院',
    draw: (place) => redraw(place, forms.element, section('账单', live.element)),
    refresh: async () => {
      if (!offered) {
        forms.offer(textsIn(await get('/his/stories'), 'stories'));
        offered = true;
      }
      await live.refresh();
    },
  };
}
