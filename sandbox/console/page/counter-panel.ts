/** 一码付 at counters: who has signed, what is set, what is typed, and the certificates that were issued. */

import { get, post } from './api';
import { counterForms } from './counter-forms';
import { badge, el, nothing, redraw, section } from './dom';
import { facts, time } from './facts';
import { Live, type Panel } from './panel';
import { fieldsOf, listIn, numberIn, part, textIn, textsIn, trueIn, type Fields } from './read';
import { lever, levers } from './toast';
import { shortMoment, wordOf, yuan } from './words';

const SECOND_MS = 1000;

const seconds = (found: Fields, name: string): string =>
  `${String((numberIn(found, name) ?? 0) / SECOND_MS)} 秒`;

function service(found: Fields): HTMLElement {
  const running = part(found, 'service');
  const crashes = numberIn(running, 'crashes') ?? 0;
  const set = part(found, 'levers');
  const next = (call: string): string => {
    const errors = listIn(part(set, 'nextErrors'), call).map((one) => String(one['code']));
    return [...errors, ...textsIn(part(set, 'nextAnswers'), call)].join('、');
  };
  return facts(
    ['前置服务', 'baseUrl' in running ? textIn(running, 'baseUrl') : '未开启（--counter off）'],
    ['重启次数', crashes === 0 ? undefined : String(crashes)],
    ['凭据有效', seconds(set, 'certificateLivesMs')],
    ['令牌有效', seconds(set, 'tokenLivesMs')],
    ['之后的状态查询', next('status')],
    ['之后的付款凭据', next('certificate')],
  );
}

function person(found: Fields): HTMLElement {
  return el(
    'li',
    {},
    el('code', {}, textIn(found, 'patientId')),
    ' ',
    badge(...wordOf('SIGNED', textIn(found, 'status'))),
    ' ',
    badge(...wordOf('PHONE', textIn(found, 'pays'))),
  );
}

function typing(found: Fields, after: () => void): HTMLElement {
  const outTradeNo = textIn(found, 'outTradeNo');
  const act = (how: string) => () => post('/onecode/type', { outTradeNo, how });
  return el(
    'article',
    { class: 'row', testid: 'counter-typing' },
    el(
      'div',
      { class: 'row-head' },
      el('code', {}, outTradeNo),
      el('b', { class: 'sum' }, yuan(numberIn(found, 'total'))),
    ),
    levers(
      lever({
        ...{ text: '输入密码', said: '密码已输入', act: act('confirm'), after },
        ...{ testid: 'counter-confirm', key: `confirm-${outTradeNo}` },
      }),
      lever({
        ...{ text: '取消支付', said: '患者取消了', act: act('cancel'), after },
        ...{ testid: 'counter-cancel', key: `cancel-${outTradeNo}` },
      }),
    ),
  );
}

function certificate(found: Fields): HTMLElement {
  const serial = textIn(found, 'serial');
  const href = `#orders/${encodeURIComponent(serial)}`;
  return el(
    'article',
    { class: 'row', testid: 'counter-certificate' },
    el(
      'div',
      { class: 'row-head' },
      el('a', { key: `certificate-${serial}`, attrs: { href } }, el('code', {}, serial)),
      el('b', { class: 'sum' }, yuan(numberIn(found, 'amountFen'))),
    ),
    facts(
      ['发出', time(found, 'issuedAt')],
      ['有效至', time(found, 'expiresAt')],
      ['设备', textIn(found, 'devId')],
    ),
  );
}

function reading(found: Fields): HTMLElement {
  return el(
    'li',
    {},
    el('time', {}, shortMoment(numberIn(found, 'readAt') ?? 0)),
    ' ',
    el('code', {}, `${textIn(found, 'counterNo')} ${textIn(found, 'patientId')}`),
    trueIn(found, 'byRelative') && ' 亲属展码',
  );
}

function drawn(found: Fields, after: () => void): readonly HTMLElement[] {
  if (!('levers' in found)) return [nothing('没有一码付', '这个沙箱没有收费窗口。')];
  const certificates = listIn(found, 'certificates');
  const readings = listIn(found, 'readings');
  return [
    service(found),
    el('h3', {}, '患者'),
    el('ul', { class: 'bare', testid: 'counter-people' }, ...listIn(found, 'people').map(person)),
    ...listIn(found, 'typing').map((one) => typing(one, after)),
    el('h3', {}, '已发出的付款凭据'),
    certificates.length === 0
      ? nothing('还没有付款凭据', '窗口收款时出现在这里。')
      : el('div', { class: 'rows grid' }, ...certificates.map(certificate)),
    ...(readings.length === 0
      ? []
      : [el('h3', {}, '读过的医保码'), el('ul', { class: 'bare' }, ...readings.map(reading))]),
  ];
}

export function counterPanel(): Panel {
  const after = (): void => void live.refresh();
  const live: Live<Fields> = new Live(
    'counter-levers',
    async () => fieldsOf(await get('/counter')),
    (found) => drawn(found, after),
  );
  return {
    name: 'counter',
    title: '一码付',
    draw: (place) => redraw(place, section('现在', live.element), ...counterForms(after)),
    refresh: () => live.refresh(),
  };
}
