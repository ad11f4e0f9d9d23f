/** The words of reconciliation: types, acts, and the CSV that accountants open (money rule 11). */
import {
  ACT_NAMES,
  CSV_BOM,
  csvDifference,
  csvHeader,
  csvLine,
  csvSummary,
  STATE_NAMES,
  TYPE_NAMES,
} from '../../cloudfunctions/domain/recon-csv';
import { newDay } from '../../cloudfunctions/domain/recon-day';
import {
  actFor,
  DIFFERENCE_TYPES,
  differenceId,
  mayHeal,
  type Act,
  type Difference,
  type DifferenceType,
  type Leg,
} from '../../cloudfunctions/domain/recon-differences';
import { NO_FACTS, type Entry } from '../../cloudfunctions/domain/recon-facts';
import { reportOf } from '../../cloudfunctions/domain/recon-report';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { fen } from '../../miniprogram/shared/fen';
import { DAY, HOSPITAL, on } from '../support/recon-rig';

const WORDS: Readonly<Record<DifferenceType, readonly [Act, string, string, heals?: true]>> = {
  'platform-only': ['find-payer-with-platform', '平台有、本系统无此订单号', '联系平台核实付款人'],
  'paid-not-known': [
    'ask-platform-and-apply',
    '平台已支付、本系统未知支付',
    '向平台查询订单后入账',
    true,
  ],
  'ours-only': ['clarify-with-platform', '本系统已支付、平台账单无', '联系平台核实'],
  'amount-differs': ['correct-amount-with-platform', '平台与本系统金额不符', '与平台核对金额'],
  'state-differs': ['clarify-with-platform', '平台账单状态为未支付', '联系平台核实'],
  'his-missing': ['book-at-hospital', '已支付、医院未入账', '补记医院入账', true],
  'his-only': ['clarify-with-hospital', '医院已入账、平台与本系统均无', '与医院财务核实'],
  'his-amount-differs': ['correct-amount-at-hospital', '医院入账金额不符', '与医院财务核对金额'],
  'settled-at-window-too': ['refund-one-of-two-payments', '窗口重复结算', '两笔中退一笔'],
  'refunded-at-window-too': ['clarify-with-hospital', '线上支付的账单窗口已退款', '与医院财务核实'],
  'refunded-twice': [
    'recover-one-of-two-refunds',
    '重复退款：人工与平台均已退',
    '两笔退款中追回一笔',
  ],
  'refund-platform-only': [
    'ask-refund-and-apply',
    '平台已退款、本系统未知退款',
    '向平台查询退款后入账',
    true,
  ],
  'refund-ours-only': ['clarify-with-platform', '本系统已退款、平台账单无', '联系平台核实'],
  'refund-amount-differs': [
    'correct-amount-with-platform',
    '平台与本系统退款金额不符',
    '与平台核对金额',
  ],
  'refund-his-missing': ['book-refund-at-hospital', '已退款、医院未入账', '补记医院退款', true],
  'refund-unfinished': ['finish-refund-by-hand', '退款次日仍未完成', '人工完成退款', true],
  'duplicate-row': ['look-at-the-bill', '同一笔重复出现', '查看原始记录'],
  'unreadable-row': ['look-at-the-bill', '记录无法读取', '查看原始记录'],
  'not-ours': ['tell-platform-of-other-merchant', '其他商户的记录', '告知平台账单含其他商户'],
  'cut-off': ['wait-for-next-day', '跨日待核', '待次日账单核对'],
};

test.each(DIFFERENCE_TYPES)('%s: its act, its words, whether asking can end it', (type) => {
  const [act, name, actName, heals = false] = WORDS[type];
  expect([actFor(type), TYPE_NAMES[type], ACT_NAMES[actFor(type)], mayHeal(type)]).toEqual([
    act,
    name,
    actName,
    heals,
  ]);
});

test('the list is closed', () => {
  expect([...DIFFERENCE_TYPES]).toEqual(Object.keys(WORDS));
  expect(STATE_NAMES).toEqual({ open: '未解决', resolved: '已解决', moved: '转次日' });
});

test('the name of a difference says day, type, order and leg', () => {
  const name = { day: DAY, type: 'his-only', orderNo: 'Y1', leg: 'his-payment' } as const;
  expect(differenceId(name)).toBe('20260302:his-only:Y1:his-payment');
});

const sums = (n: number) => ({ total: fen(n + 3), cash: fen(n + 1), insurance: fen(n + 2) });
const entry = (n: number, more: Partial<Entry> = {}): Entry => ({
  mark: 'paid',
  ...sums(n),
  ...more,
});
const difference = (change: Partial<Difference>): Difference => ({
  type: 'amount-differs',
  leg: 'payment',
  day: DAY,
  run: 1,
  orderNo: 'Y1',
  state: 'open',
  tries: 0,
  facts: NO_FACTS,
  foundAt: 0,
  changedAt: 0,
  ...change,
});
const EVERYTHING = {
  platform: {
    payments: [entry(100, { line: 2, at: on('10:00:00') })],
    refunds: [entry(400, { line: 5, at: on('13:00:00') })],
  },
  ours: {
    exists: true,
    payment: entry(200, { at: on('11:00:00') }),
    refund: entry(500, { at: on('14:00:00') }),
  },
  his: {
    payments: [entry(300, { at: on('12:00:00') })],
    refunds: [entry(600, { at: on('15:00:00') })],
  },
  windowBills: [],
};

test('the head of the differences', () => {
  expect(csvHeader()).toBe(
    '差异,项目,订单号,账单行,列,状态,需处理,时间,平台总金额(元),平台现金(元),平台医保(元),本系统总金额(元),本系统现金(元),本系统医保(元),医院总金额(元),医院现金(元),医院医保(元),类型代码\r\n',
  );
  expect(CSV_BOM).toBe('\ufeff');
  expect(csvLine(['a', '=b', 'c,d'])).toBe('a,\'=b,"c,d"\r\n');
});

test('where there are several bills, a line is named with its bill', () => {
  const { platform, ...books } = EVERYTHING;
  const payments = platform.payments.map((one) => ({ ...one, channel: 'medins' }) as const);
  const facts = { ...books, platform: { ...platform, payments } };
  const found = difference({ type: 'amount-differs', leg: 'cash', facts });
  expect(csvDifference(found).split(',')[3]).toBe('medins:2');
});

const REFUND_LEGS: readonly Leg[] = [
  'refund',
  'refund-cash',
  'refund-insurance',
  'his-refund',
  'his-refund-cash',
  'his-refund-insurance',
];
const PAYMENT_LEGS: readonly Leg[] = [
  'payment',
  'total',
  'cash',
  'insurance',
  'his-payment',
  'his-total',
  'his-cash',
  'his-insurance',
  'row',
  'our-row',
  'our-order',
  'his-row',
];

test.each(PAYMENT_LEGS)('leg %s shows the payment’s sums in each book', (leg) => {
  expect(csvDifference(difference({ leg, facts: EVERYTHING }))).toBe(
    `平台与本系统金额不符,${leg},Y1,2,,未解决,与平台核对金额,20260302100000,1.03,1.01,1.02,2.03,2.01,2.02,3.03,3.01,3.02,amount-differs\r\n`,
  );
});

test.each(REFUND_LEGS)('leg %s shows the refund’s', (leg) => {
  expect(csvDifference(difference({ leg, facts: EVERYTHING }))).toBe(
    `平台与本系统金额不符,${leg},Y1,5,,未解决,与平台核对金额,20260302130000,4.03,4.01,4.02,5.03,5.01,5.02,6.03,6.01,6.02,amount-differs\r\n`,
  );
});

test('the time is the first that a book says; no act where it is over; the column that cannot be read', () => {
  const { platform: _platform, ...unlisted } = EVERYTHING;
  const ours = difference({ facts: { ...NO_FACTS, ...unlisted } });
  expect(csvDifference(ours)).toContain(',Y1,,,未解决,与平台核对金额,20260302110000,,,,2.03,');
  const his = difference({ facts: { ...NO_FACTS, his: EVERYTHING.his } });
  expect(csvDifference(his)).toContain(',20260302120000,,,,,,,3.03,3.01,3.02,');
  const nobody = difference({ type: 'unreadable-row', leg: 'row', fault: '订单号' });
  expect(csvDifference({ ...nobody, state: 'moved' })).toBe(
    '记录无法读取,row,Y1,,订单号,转次日,,,,,,,,,,,,unreadable-row\r\n',
  );
});

describe('the report', () => {
  const day = newDay(HOSPITAL, DAY, DEFAULT_RECON_RULES);
  const rows = (n: number) => ({ rows: n, ...sums(n * 100) });
  const book = (n: number) => ({
    payments: rows(n),
    refunds: rows(n + 1),
    window: rows(n + 2),
    unreadable: n,
  });
  const { platform, ours, hospital } = day.books;
  const full = {
    ...day,
    books: {
      platform: { ...platform, ...book(1) },
      ours: { ...ours, ...book(3) },
      hospital: { ...hospital, ...book(5) },
    },
  };

  test('of a day that has begun: neither outcome, end nor fault', () => {
    const report = reportOf(full);
    expect(report).toStrictEqual({
      day: DAY,
      stage: 'waiting',
      dueAt: day.dueAt,
      attempts: 0,
      platform: { payments: rows(1), refunds: rows(2), unreadable: 1 },
      ours: { payments: rows(3), refunds: rows(4), unreadable: 3 },
      hospital: { payments: rows(5), refunds: rows(6), unreadable: 5, window: rows(7) },
      types: {},
    });
  });

  test('of one that is over', () => {
    const over = { outcome: 'balanced', finishedAt: 7, fault: 'cut', attempts: 2 } as const;
    expect(reportOf({ ...full, ...over, stage: 'done', dueAt: null })).toMatchObject({
      ...over,
      stage: 'done',
      dueAt: null,
    });
  });

  test('as lines: what each book says in sum', () => {
    const lines = [
      '对账日期,20260302,结果,waiting',
      '账目,类别,笔数,总金额(元),现金(元),医保(元)',
      '平台,支付,1,1.03,1.01,1.02',
      '平台,退款,2,2.03,2.01,2.02',
      '本系统,支付,3,3.03,3.01,3.02',
      '本系统,退款,4,4.03,4.01,4.02',
      '医院,支付,5,5.03,5.01,5.02',
      '医院,退款,6,6.03,6.01,6.02',
      '医院,窗口结算,7,7.03,7.01,7.02',
      '',
      '',
    ];
    expect(csvSummary(reportOf(full))).toBe(lines.join('\r\n'));
    expect(csvSummary(reportOf({ ...full, outcome: 'no-bill' }))).toContain('结果,no-bill\r\n');
  });
});
