/** The night's comparison, book by book (money rule 11): what it finds and what it makes of it. */
import {
  hisRefund,
  hisRow,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
  type Books,
} from '../support/recon-rig';
import type { Order } from '../../cloudfunctions/domain/order';
import { fen } from '../../miniprogram/shared/fen';

interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}

const settled = (n: number, change: Partial<Order> = {}): Case => ({
  bill: [payRow(n)],
  ours: [paid(n, change)],
  his: [hisRow(n)],
});
const refunded = (n: number): Case => ({
  bill: [payRow(n), refundRow(n)],
  ours: [paid(n, { refund: refundOf(n) })],
  his: [hisRow(n), hisRefund(n)],
});

async function compared(books: Case) {
  const rig = reconRig();
  await rig.plant(books);
  await rig.tick();
  return rig;
}

test('books that agree: balanced, with rows and sums of each book, and nothing left over', async () => {
  const rig = await compared({
    bill: [payRow(1), payRow(2), refundRow(2)],
    ours: [paid(1), paid(2, { refund: refundOf(2) })],
    his: [hisRow(1), hisRow(2), hisRefund(2), hisRow(9, { source: 'window', total: fen(700) })],
  });
  expect(rig.found()).toEqual([]);
  const day = await rig.day();
  const two = { rows: 2, total: 24000, cash: 8000, insurance: 16000 };
  const one = { rows: 1, total: 12000, cash: 4000, insurance: 8000 };
  expect(day).toMatchObject({
    stage: 'done',
    outcome: 'balanced',
    dueAt: null,
    types: {},
    books: {
      platform: { payments: two, refunds: one, unreadable: 0 },
      ours: { payments: two, refunds: one },
      hospital: { payments: two, refunds: one, window: { rows: 1, total: 700 } },
    },
  });
  expect(rig.recon.slices().size).toBe(0);
  expect(rig.alarms).toEqual([]);
});

test.each<[string, Case, readonly string[]]>([
  ['platform-only', { bill: [payRow(1)] }, ['platform-only payment 1']],
  [
    'a number that can be none of ours',
    { bill: [payRow(1, { orderNo: 'X/1' })] },
    ['platform-only payment X/1'],
  ],
  ['ours-only', { ours: [paid(1)], his: [hisRow(1)] }, ['ours-only payment 1']],
  [
    'state-differs',
    { ...settled(1), bill: [payRow(1, { state: 'other' })] },
    ['state-differs payment 1'],
  ],
  [
    'amount-differs, each leg by its name',
    { ...settled(1), bill: [payRow(1, { total: fen(1), cash: fen(2), insurance: fen(3) })] },
    ['amount-differs cash 1', 'amount-differs insurance 1', 'amount-differs total 1'],
  ],
  [
    'his-missing, although it said that it had booked',
    { bill: [payRow(1)], ours: [paid(1)] },
    ['his-missing his-payment 1'],
  ],
  ['his-only', { his: [hisRow(1)] }, ['his-only his-payment 1']],
  [
    'his-amount-differs',
    { ...settled(1), his: [hisRow(1, { insurance: fen(7999) })] },
    ['his-amount-differs his-insurance 1'],
  ],
  [
    'settled-at-window-too',
    { ...settled(1), his: [hisRow(1), hisRow(2, { source: 'window', billIds: ['B0', 'B1'] })] },
    ['settled-at-window-too his-payment 1'],
  ],
  [
    'refund-platform-only, although we know of no refund',
    { ...settled(1), bill: [payRow(1), refundRow(1)] },
    ['refund-platform-only refund 1'],
  ],
  ['refund-ours-only', { ...refunded(1), bill: [payRow(1)] }, ['refund-ours-only refund 1']],
  [
    'refund-amount-differs',
    { ...refunded(1), bill: [payRow(1), refundRow(1, { cash: fen(3999) })] },
    ['refund-amount-differs refund-cash 1'],
  ],
  ['refund-his-missing', { ...refunded(1), his: [hisRow(1)] }, ['refund-his-missing his-refund 1']],
  [
    'a refund that only the hospital has booked',
    { ...settled(1), his: [hisRow(1), hisRefund(1)] },
    ['his-only his-refund 1'],
  ],
  [
    'the hospital has booked another refund',
    { ...refunded(1), his: [hisRow(1), hisRefund(1, { insurance: fen(0) })] },
    ['his-amount-differs his-refund-insurance 1'],
  ],
  [
    'duplicate-row in the bill, counted once a row',
    { ...settled(1), bill: [payRow(1), payRow(1, { line: 9 })] },
    ['duplicate-row payment 1'],
  ],
  [
    'duplicate-row of a refund',
    { ...refunded(1), bill: [payRow(1), refundRow(1), refundRow(1)] },
    ['duplicate-row refund 1'],
  ],
  [
    'duplicate-row at the hospital',
    { ...settled(1), his: [hisRow(1), hisRow(1)] },
    ['duplicate-row his-payment 1'],
  ],
  [
    'not-ours',
    { ...settled(1), bill: [payRow(1), payRow(2, { ours: false })] },
    ['not-ours payment 2'],
  ],
  [
    'unreadable-row',
    { ...settled(1), bill: [payRow(1), { kind: 'unreadable', line: 7, fault: '订单总金额' }] },
    ['unreadable-row row line-7'],
  ],
  [
    'both ends of an order without anything in common',
    { bill: [payRow(1)], ours: [paid(2)], his: [hisRow(3)] },
    [
      'his-missing his-payment 2',
      'his-only his-payment 3',
      'ours-only payment 2',
      'platform-only payment 1',
    ],
  ],
])('%s', async (_what, books, found) => {
  const rig = await compared(books);
  expect(rig.found()).toEqual(found);
  const day = await rig.day();
  expect(day).toMatchObject({ stage: 'done', outcome: 'differences' });
  const open = Object.values(day?.types ?? {}).reduce((sum, one) => sum + one.open, 0);
  expect(open).toBe(found.length);
  expect(rig.alarms).toEqual(['recon.report']);
});

test.each<[string, Case]>([
  [
    'what the hospital need not book',
    { ...settled(1, { settlement: { state: 'refused', attempts: 1 } }), his: [] },
  ],
  [
    'what a person booked there',
    { ...settled(1, { settlement: { state: 'settled', attempts: 1, byHand: true } }), his: [] },
  ],
  [
    'a refund that the hospital never has to book',
    {
      ...refunded(1),
      ours: [
        paid(1, {
          settlement: { state: 'refused', attempts: 1 },
          refund: refundOf(1, { hold: 'not-needed' }),
        }),
      ],
      his: [],
    },
  ],
  [
    'a refund brought back by hand',
    {
      ...refunded(1),
      ours: [paid(1, { refund: refundOf(1, { via: 'manual' }) })],
      bill: [payRow(1)],
    },
  ],
  [
    'a window bill whose order is given back',
    {
      ...refunded(1),
      his: [hisRow(1), hisRefund(1), hisRow(2, { source: 'window', billIds: ['B1'] })],
    },
  ],
  [
    'rows that moved no money',
    { bill: [payRow(1, { state: 'other' }), refundRow(2, { state: 'other' })] },
  ],
  [
    'a refund of an order of an earlier day',
    {
      bill: [refundRow(1)],
      ours: [paid(1, { refund: refundOf(1) }, on('12:00:00', '01'))],
      his: [hisRefund(1)],
    },
  ],
  [
    'a payment that we put on the day before',
    { bill: [payRow(1)], ours: [paid(1, {}, on('12:00:00', '01'))], his: [hisRow(1)] },
  ],
  [
    'a failed row before the paid one',
    { ...settled(1), bill: [payRow(1, { state: 'other' }), payRow(1)] },
  ],
  ['an empty day', {}],
])('%s: no difference', async (_what, books) => {
  const rig = await compared(books);
  expect(rig.found()).toEqual([]);
  expect((await rig.day())?.outcome).toBe('balanced');
});

test('a window bill is no payment of ours unless our order paid it', async () => {
  const rig = await compared({ ...settled(1), his: [hisRow(1), hisRow(2, { source: 'window' })] });
  expect(rig.found()).toEqual([]);
});
