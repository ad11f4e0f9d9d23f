/**
 * One order side by side: ours, the platform's (1.0, or 2.0 with the bureau, or at a counter), the
 * hospital's; our history.
 */

import { badge, el, nothing, section } from './dom';
import { facts, legs, money, time } from './facts';
import { chargeColumn, counterColumn } from './order-columns-counter';
import { bureau, wechatpay } from './order-columns-medins';
import { fieldsOf, listIn, numberIn, part, textIn, textsIn, trueIn, type Fields } from './read';
import { shortMoment, wordOf, yuan } from './words';

const shortIso = (text: string): string => text.slice(5, 19).replace('T', ' ');

function ours(order: Fields): HTMLElement {
  const settlement = part(order, 'settlement');
  const amounts = part(order, 'amounts');
  return section(
    '我方（云数据库）',
    facts(
      ['支付', badge(...wordOf('PAYMENT', textIn(order, 'payment')))],
      ['两段', legs(part(order, 'legs'))],
      ['入账', badge(...wordOf('SETTLEMENT', textIn(settlement, 'state')))],
      ['入账尝试', numberIn(settlement, 'attempts')?.toString()],
      ['结算号', textIn(settlement, 'settlementNo')],
      ['医院拒因', textIn(settlement, 'refusal')],
      ['总额', money(amounts, 'total')],
      ['自费 / 医保', amountsOf(order)],
      ['账单', textsIn(order, 'billIds').join('、')],
      ['平台单号', textIn(order, 'platformTradeNo')],
      ['原因', textIn(order, 'reason')],
      ['支付截止', time(order, 'deadlineAt')],
      ['下次处理', time(order, 'dueAt') ?? '无'],
      ['版本', numberIn(order, 'version')?.toString()],
    ),
    ...upload(order),
    ...counter(part(order, 'counter')),
    ...refund(part(order, 'refund')),
    ...review(part(order, 'review')),
  );
}

/** What the insurance part is called, of 2.0 and at a counter: title, asked, fixed, its number. */
const UPLOADS = {
  medins: ['费用上传', '已请医院上传', '医保局已核价', '支付订单号'],
  onecode: ['医保部分', '已请医院结算', '医院已结算', '医保结算号'],
} as const;

/** What only an insured order of 2.0 or of a counter has: its insurance part, and cash taken without it. */
function upload(order: Fields): readonly HTMLElement[] {
  const found = part(order, 'upload');
  const half = part(order, 'halfPaid');
  const [title, asked, fixed, number] =
    UPLOADS[textIn(order, 'channel') === 'onecode' ? 'onecode' : 'medins'];
  return [
    ...('state' in found
      ? [
          el('h3', {}, title),
          facts(
            ['状态', textIn(found, 'state') === 'priced' ? fixed : asked],
            ['预估总额', money(part(found, 'quoted'), 'total')],
            ['预估自费', money(part(found, 'quoted'), 'cash')],
            [number, textIn(found, 'payOrderId')],
          ),
        ]
      : []),
    ...('cash' in half
      ? [
          el('h3', {}, '只扣了自费'),
          facts(
            ['要退回', money(half, 'cash')],
            ['支付', time(half, 'paidAt')],
            ['微信单号', textIn(half, 'cashTradeNo')],
          ),
        ]
      : []),
  ];
}

const TENDERS: Readonly<Record<string, string>> = {
  notes: '现金',
  'bank-card': '银行卡',
  other: '其他',
};

/** What only an order at a counter has. */
function counter(found: Fields): readonly HTMLElement[] {
  if (textIn(found, 'counterNo') === '') return [];
  const tender = part(found, 'tender');
  const kind = textIn(tender, 'kind');
  return [
    el('h3', {}, '窗口'),
    facts(
      ['窗口号', textIn(found, 'counterNo')],
      ['先后', textIn(found, 'first') === 'cash' ? '先自费后医保' : '先医保后自费'],
      ['其他方式收款', kind === '' ? undefined : (TENDERS[kind] ?? kind)],
      ['等待其他方式收款至', time(tender, 'until')],
    ),
  ];
}

function amountsOf(order: Fields): string | undefined {
  const from = fieldsOf(order['proof'] ?? order['amounts']);
  const cash = money(from, 'cash');
  return cash === undefined ? undefined : `${cash} / ${money(from, 'insurance') ?? '—'}`;
}

function refund(found: Fields): readonly HTMLElement[] {
  const state = textIn(found, 'state');
  if (state === '') return [];
  return [
    el('h3', {}, '退款'),
    facts(
      ['状态', badge(...wordOf('REFUND', state))],
      ['退款单号', textIn(found, 'refundNo')],
      ['方式', `${textIn(found, 'mode')} · ${textIn(found, 'via')}`],
      [
        '金额',
        `自费 ${yuan(numberIn(found, 'cash'))} · 医保 ${yuan(numberIn(found, 'insurance'))}`,
      ],
      ['两段', legs(part(found, 'legs'))],
      ['医院冻结', textIn(found, 'hold')],
      ['起因', textIn(found, 'cause')],
      ['发送次数', numberIn(found, 'sends')?.toString()],
      ['拒因', textIn(found, 'refusal')],
      ['最晚完成', time(found, 'finishBy')],
    ),
  ];
}

function review(found: Fields): readonly HTMLElement[] {
  const reason = textIn(found, 'reason');
  if (reason === '') return [];
  return [
    el('h3', {}, '待人工核查'),
    facts(['原因', reason], ['证据', textIn(found, 'evidence')], ['自', time(found, 'at')]),
  ];
}

function platform(found: Fields): HTMLElement {
  const split = part(found, 'split');
  if (textIn(found, 'state') === '') {
    return section('平台（医保支付）', nothing('平台没有这笔订单', '还没有送达，或者不需要支付。'));
  }
  return section(
    '平台（医保支付）',
    facts(
      ['状态', badge(...wordOf('PLATFORM', textIn(found, 'state')))],
      ['两段', legs(found)],
      ['总额', money(found, 'totalFee')],
      ['自费 / 医保', `${money(split, 'cashFee') ?? '—'} / ${money(split, 'insuranceFee') ?? '—'}`],
      ['平台单号', textIn(found, 'medTransId')],
      ['自费子单', textIn(found, 'cashOrderId')],
      ['医保子单', textIn(found, 'insuranceOrderId')],
      ['在途', textIn(part(found, 'inFlight'), 'outcome')],
      ['下单', time(found, 'createdAt')],
      ['支付', time(found, 'paidAt')],
    ),
    ...platformRefund(part(found, 'refund')),
  );
}

function platformRefund(found: Fields): readonly HTMLElement[] {
  if (Object.keys(found).length === 0) return [];
  return [
    el('h3', {}, '退款'),
    facts(
      ['两段', legs(found)],
      [
        '金额',
        `自费 ${yuan(numberIn(found, 'cashFee'))} · 医保 ${yuan(numberIn(found, 'insuranceFee'))}`,
      ],
      ['平台退款单号', textIn(found, 'medRefundId')],
      ['申请', time(found, 'askedAt')],
      ['完成', time(found, 'endedAt')],
    ),
  ];
}

function hospitalRefunds(found: readonly Fields[]): readonly HTMLElement[] {
  return found.flatMap((refund) => [
    el('h3', {}, '退款'),
    facts(
      ['状态', badge(...wordOf('HOSPITAL_REFUND', textIn(refund, 'status')))],
      [
        '自费 / 医保',
        `${money(refund, 'cashFen') ?? '—'} / ${money(refund, 'insuranceFen') ?? '—'}`,
      ],
      ['自', time(refund, 'since')],
    ),
  ]);
}

function hospital(found: Fields): HTMLElement {
  return section(
    '医院（HIS）',
    facts(
      ['状态', badge(...wordOf('HOSPITAL', textIn(found, 'status')))],
      ['结算号', textIn(found, 'settlementNo')],
      ['入账时间', shortIso(textIn(found, 'settledAt'))],
      ['作废时间', shortIso(textIn(found, 'cancelledAt'))],
      ['总额', money(found, 'totalFen')],
      [
        '自费 / 医保',
        'cashFen' in found
          ? `${money(found, 'cashFen') ?? '—'} / ${money(found, 'insuranceFen') ?? '—'}`
          : undefined,
      ],
    ),
    ...hospitalRefunds(listIn(found, 'refunds')),
    el('h3', {}, '账单'),
    el(
      'ul',
      { class: 'bare' },
      ...listIn(found, 'bills').map((bill) =>
        el(
          'li',
          {},
          el('code', {}, textIn(bill, 'billId')),
          ' ',
          badge(...wordOf('BILL', textIn(bill, 'status'))),
          ' ',
          yuan(numberIn(bill, 'totalFen')),
        ),
      ),
    ),
  );
}

function columnsOf(channel: string, views: unknown): readonly HTMLElement[] {
  switch (channel) {
    case 'medins':
      return [wechatpay(part(views, 'wechatpay')), bureau(part(views, 'bureau'))];
    case 'onecode':
      return [chargeColumn(part(views, 'wechatpay')), counterColumn(part(views, 'counter'))];
    default:
      return [platform(part(views, 'platform'))];
  }
}

/** The columns of `GET /cloud/orders/NO`. */
export function orderColumns(views: unknown): HTMLElement {
  const order = part(views, 'ours');
  const others = columnsOf(textIn(order, 'channel'), views);
  return el(
    'div',
    { class: 'columns', testid: 'order-columns' },
    ours(order),
    ...others,
    hospital(part(views, 'hospital')),
  );
}

/** What happened to our order, newest first. */
export function history(order: Fields): HTMLElement {
  const entries = [...listIn(order, 'history')].reverse();
  return section(
    '经过',
    el(
      'ol',
      { class: 'history', testid: 'order-history' },
      ...entries.map((entry) => {
        const times = numberIn(entry, 'times') ?? 1;
        const note = textIn(entry, 'note');
        return el(
          'li',
          {},
          el('time', {}, shortMoment(numberIn(entry, 'at') ?? 0)),
          el(
            'span',
            {},
            el('code', {}, textIn(entry, 'event')),
            ' → ',
            el('b', {}, textIn(entry, 'outcome')),
          ),
          times > 1 && el('span', { class: 'hint' }, `连续 ${String(times)} 次`),
          note !== '' && el('span', { class: 'hint' }, note),
        );
      }),
    ),
    trueIn(order, 'existed') && el('p', { class: 'hint' }, '平台曾经确认这笔订单存在。'),
  );
}
