/**
 * Books of 2.0 (money rule 11): the platform's covers the cash alone, insurance is between us and the
 * hospital's ledger, and cash that was taken without insurance stands in both of ours.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import { paidDayOf, refundDayOf } from '../../cloudfunctions/domain/recon-facts';
import type { Refund } from '../../cloudfunctions/domain/refund';
import type { BillRow } from '../../cloudfunctions/ports/bill-source';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn } from '../support/orders';
import {
  DAY,
  hisRefund,
  hisRow,
  numberOf,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
  type Books,
} from '../support/recon-rig';

/** A row of a book of cash: 40.00 of the order's 120.00. */
const CASH = { total: fen(4000), cash: fen(4000), insurance: ZERO };
const cashRow = (n: number, change: Partial<BillRow> = {}) => payRow(n, { ...CASH, ...change });
const cashBack = (n: number, change: Partial<BillRow> = {}) => refundRow(n, { ...CASH, ...change });

const INSURED = { total: fen(8000), cash: ZERO, insurance: fen(8000) };
const insured = (n: number, change: Partial<Order> = {}) =>
  paid(n, { proof: { ...INSURED, paidAt: on('12:00:00') }, ...change });

/** Cash was taken at noon, insurance failed, and at three it was back. */
const halfPaid = (n: number, change: Partial<Order> = {}, refund: Partial<Refund> = {}): Order => {
  const { proof: _proof, ...order } = orderIn('failed', {
    orderNo: numberOf(n),
    channel: 'medins',
    halfPaid: { cash: fen(4000), paidAt: on('12:00:00') },
    legs: { cash: 'paid', insurance: 'closed' },
    refund: refundOf(n, {
      mode: 'cash-only',
      insurance: ZERO,
      cause: 'half-paid',
      hold: 'not-needed',
      legs: { cash: 'refunded', insurance: 'none' },
      ...refund,
    }),
    dueAt: null,
    ...change,
  });
  return order;
};
const { refund: _notBack, ...GOING } = halfPaid(1, { payment: 'failing' });

interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}

async function found(books: Case): Promise<readonly string[]> {
  const rig = reconRig('cash');
  await rig.plant(books);
  await rig.tick();
  expect((await rig.day())?.stage).toBe('done');
  return rig.found();
}

const OUR_REFUND = { refund: refundOf(1) };

test.each<[string, Case]>([
  ['cash beside insurance', { bill: [cashRow(1)], ours: [paid(1)], his: [hisRow(1)] }],
  ['insurance alone', { ours: [insured(1)], his: [hisRow(1, INSURED)] }],
  [
    'both refunded',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [paid(1, OUR_REFUND)],
      his: [hisRow(1), hisRefund(1)],
    },
  ],
  [
    'insurance alone, refunded',
    {
      ours: [insured(1, { refund: refundOf(1, { cash: ZERO }) })],
      his: [hisRow(1, INSURED), hisRefund(1, INSURED)],
    },
  ],
  ['paid by half, and back', { bill: [cashRow(1), cashBack(1)], ours: [halfPaid(1)] }],
  ['paid by half, and not back yet', { bill: [cashRow(1)], ours: [GOING] }],
  [
    'insurance brought back by hand, the cash by the platform',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [
        paid(1, { refund: refundOf(1, { legs: { cash: 'refunded', insurance: 'by-hand' } }) }),
      ],
      his: [hisRow(1), hisRefund(1)],
    },
  ],
  [
    'a refund that the platform’s book lists on the day before, when it was asked for',
    {
      bill: [cashRow(1)],
      ours: [
        paid(1, {
          channel: 'medins',
          refund: refundOf(1, { askedAt: on('23:00:00', '01') }, on('09:00:00')),
        }),
      ],
      his: [hisRow(1), hisRefund(1)],
    },
  ],
  [
    'a refund of that day that was back on the next',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [paid(1, { channel: 'medins', refund: refundOf(1, {}, on('09:00:00', '03')) })],
      his: [hisRow(1)],
    },
  ],
])('nothing is found: %s', async (_what, books) => {
  expect(await found(books)).toEqual([]);
});

test.each<[string, Case, readonly string[]]>([
  [
    'other cash: that leg alone is named',
    { bill: [cashRow(1, { total: fen(1), cash: fen(1) })], ours: [paid(1)], his: [hisRow(1)] },
    ['amount-differs cash 1'],
  ],
  [
    'cash where insurance pays all of it',
    { bill: [cashRow(1)], ours: [insured(1)], his: [hisRow(1, INSURED)] },
    ['amount-differs cash 1'],
  ],
  ['cash that is not listed', { ours: [paid(1)], his: [hisRow(1)] }, ['ours-only payment 1']],
  [
    'insurance that the hospital did not book',
    { ours: [insured(1)] },
    ['his-missing his-payment 1'],
  ],
  [
    'insurance that the hospital booked otherwise',
    {
      bill: [cashRow(1)],
      ours: [paid(1)],
      his: [hisRow(1, { total: fen(12001), insurance: fen(8001) })],
    },
    ['his-amount-differs his-insurance 1', 'his-amount-differs his-total 1'],
  ],
  [
    'a number that is not ours, booked by the hospital with insurance: only the cash is known',
    { bill: [cashRow(1)], his: [hisRow(1)] },
    ['platform-only payment 1'],
  ],
  [
    'the same with other cash',
    { bill: [cashRow(1)], his: [hisRow(1, { cash: fen(1) })] },
    ['his-amount-differs his-cash 1', 'platform-only payment 1'],
  ],
  [
    'other cash given back',
    {
      bill: [cashRow(1), cashBack(1, { total: fen(1), cash: fen(1) })],
      ours: [paid(1, OUR_REFUND)],
      his: [hisRow(1), hisRefund(1)],
    },
    ['refund-amount-differs refund-cash 1'],
  ],
  [
    'a refund that is not listed',
    { bill: [cashRow(1)], ours: [paid(1, OUR_REFUND)], his: [hisRow(1), hisRefund(1)] },
    ['refund-ours-only refund 1'],
  ],
  [
    'a refund that is not ours, booked by the hospital with insurance: only the cash is known',
    { bill: [cashRow(1), cashBack(1)], ours: [paid(1)], his: [hisRow(1), hisRefund(1)] },
    ['refund-platform-only refund 1'],
  ],
  [
    'the same with other cash',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [paid(1)],
      his: [hisRow(1), hisRefund(1, { cash: fen(1) })],
    },
    ['his-amount-differs his-refund-cash 1', 'refund-platform-only refund 1'],
  ],
  [
    'cash that a person brought back, and the platform, too',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [
        paid(1, { refund: refundOf(1, { legs: { cash: 'by-hand', insurance: 'refunded' } }) }),
      ],
      his: [hisRow(1), hisRefund(1)],
    },
    ['refunded-twice refund-cash 1'],
  ],
  [
    'insurance by hand, and cash that no book lists as back',
    {
      bill: [cashRow(1)],
      ours: [
        paid(1, { refund: refundOf(1, { legs: { cash: 'refunded', insurance: 'by-hand' } }) }),
      ],
      his: [hisRow(1), hisRefund(1)],
    },
    ['refund-ours-only refund 1'],
  ],
  [
    'paid by half, and the hospital has booked it',
    {
      bill: [cashRow(1), cashBack(1)],
      ours: [halfPaid(1)],
      his: [hisRow(1, CASH)],
    },
    ['his-only his-payment 1'],
  ],
  [
    'paid by half, and the platform’s book does not know',
    { ours: [halfPaid(1)] },
    ['ours-only payment 1', 'refund-ours-only refund 1'],
  ],
])('%s', async (_what, books, differences) => {
  expect(await found(books)).toEqual(differences);
});

test('a person who brought all of it back needs no row', async () => {
  const byHand = refundOf(1, { legs: { cash: 'by-hand', insurance: 'by-hand' }, receipt: 'B1' });
  const books = { bill: [cashRow(1)], ours: [paid(1, { refund: byHand })] };
  expect(await found({ ...books, his: [hisRow(1), hisRefund(1)] })).toEqual([]);
});

test('the day of a half-paid order is that of its cash', () => {
  expect([paidDayOf(halfPaid(1)), refundDayOf(halfPaid(1))]).toEqual([DAY, DAY]);
  const { halfPaid: _half, ...whole } = halfPaid(1);
  expect(paidDayOf(whole)).toBeNull();
});

describe('a bill that is said not to exist because nothing moved', () => {
  const opening = () => ({ kind: 'not-yet', empty: true }) as const;

  async function waited(books: Case, times: number) {
    const rig = reconRig('cash');
    await rig.plant(books);
    rig.script.opening = opening;
    for (let n = 0; n < times; n += 1) {
      await rig.tick();
      const day = await rig.day();
      rig.clock.at = day?.dueAt ?? rig.clock.at;
    }
    return rig;
  }

  test('is waited for an hour, and then has no rows where ours has none either', async () => {
    const books = { ours: [insured(1)], his: [hisRow(1, INSURED)] };
    const rig = await waited(books, 3);
    expect(await rig.day()).toMatchObject({ stage: 'bill', fault: 'not-yet', attempts: 3 });
    await rig.tick();
    expect(rig.clock.at).toBe(on('11:30:00', '03'));
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'balanced' });
    expect(rig.found()).toEqual([]);
  });

  test.each<[string, Order]>([
    ['a payment', paid(1)],
    ['a refund', paid(1, { refund: refundOf(1) }, on('12:00:00', '01'))],
  ])('is waited for on while ours has %s in cash', async (_what, order) => {
    const rig = await waited({ ours: [order], his: [hisRow(1)] }, 8);
    expect(await rig.day()).toMatchObject({ stage: 'bill', fault: 'not-yet', attempts: 8 });
  });

  test('of all the money (1.0), is waited for while ours has anything', async () => {
    const rig = reconRig();
    await rig.plant({ ours: [insured(1)] });
    rig.script.opening = opening;
    for (let n = 0; n < 8; n += 1) {
      await rig.tick();
      rig.clock.at = (await rig.day())?.dueAt ?? 0;
    }
    expect(await rig.day()).toMatchObject({ stage: 'bill', attempts: 8 });
  });

  test('without that word, is waited for however empty ours is', async () => {
    const rig = reconRig('cash');
    rig.script.opening = () => ({ kind: 'not-yet' });
    for (let n = 0; n < 8; n += 1) {
      await rig.tick();
      rig.clock.at = (await rig.day())?.dueAt ?? 0;
    }
    expect(await rig.day()).toMatchObject({ stage: 'bill', attempts: 8 });
  });
});
