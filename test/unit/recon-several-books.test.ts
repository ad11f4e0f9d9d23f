/**
 * Hospitals with more than one way of paying (money rule 11): the day of a change of channel, counters
 * beside phones. Every bill is read, each order is compared with the one that is to list it, and one
 * bill that is not there keeps the day waiting.
 */
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import {
  hisRefund,
  hisRow,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
} from '../support/recon-rig';
import {
  CASH,
  cashBack,
  cashRow,
  CHANGED,
  numberIn,
  OLD,
  on20,
  SHARED,
  type Case,
  type Platform,
} from '../support/recon-several';

const CLERK = openId('oClerk');
const AT_COUNTER: CounterPart = { counterNo: '3', clerk: CLERK, first: 'insurance', scanId: 'C1' };
const TAKEN: CounterPart = {
  ...AT_COUNTER,
  tender: { state: 'taken', at: on('12:00:00'), kind: 'notes', receipt: 'S1', by: CLERK },
};
const atCounter = (n: number, counter: CounterPart = AT_COUNTER, change: Partial<Order> = {}) =>
  paid(n, { channel: 'onecode', counter, ...change });

async function found(books: Case, platform: Platform = CHANGED): Promise<readonly string[]> {
  const rig = reconRig(platform);
  await rig.plant(books);
  await rig.tick();
  expect((await rig.day())?.stage).toBe('done');
  return rig.found();
}

test.each<[string, Case, Platform?]>([
  [
    'one order on either way',
    { bill: [cashRow(1)], more: { payinsurance: [payRow(2)] }, ours: [on20(1), paid(2)] },
  ],
  [
    'the old way refunded on the day on which the new one began',
    {
      bill: [cashRow(1)],
      more: { payinsurance: [payRow(2), refundRow(2)] },
      ours: [on20(1), paid(2, { refund: refundOf(2) })],
      his: [hisRow(1), hisRow(2), hisRefund(2)],
    },
  ],
  [
    'phones and counters in one bill of cash',
    { bill: [cashRow(1), cashRow(2)], ours: [on20(1), atCounter(2)] },
    [SHARED],
  ],
  [
    'phones on the old way, counters beside them',
    { bill: [payRow(1)], more: { onecode: [cashRow(2)] }, ours: [paid(1), atCounter(2)] },
    [OLD, { name: 'onecode', channels: ['onecode'], covers: 'cash' }],
  ],
  ['cash that a clerk took otherwise', { ours: [atCounter(1, TAKEN)] }, [SHARED]],
  [
    'the same, given back at the counter',
    {
      ours: [atCounter(1, TAKEN, { refund: refundOf(1, { via: 'manual' }) })],
      his: [hisRow(1), hisRefund(1)],
    },
    [SHARED],
  ],
])('nothing is found: %s', async (_what, books, ...[platform]) => {
  const his = books.his ?? (books.ours ?? []).map(({ orderNo }) => hisRow(numberIn(orderNo)));
  expect(await found({ ...books, his }, platform)).toEqual([]);
});

test.each<[string, Case, readonly string[], Platform?]>([
  [
    'an order of the new way that only the old bill lists',
    { more: { payinsurance: [payRow(1)] }, ours: [on20(1)], his: [hisRow(1)] },
    ['ours-only payment 1'],
  ],
  [
    'an order of the old way that only the new bill lists',
    { bill: [cashRow(1)], ours: [paid(1)], his: [hisRow(1)] },
    ['ours-only payment 1'],
  ],
  [
    'an order that both bills list',
    {
      bill: [cashRow(1)],
      more: { payinsurance: [payRow(1)] },
      ours: [paid(1)],
      his: [hisRow(1)],
    },
    ['duplicate-row payment 1'],
  ],
  [
    'insurance alone on the new way, in the old bill all the same',
    {
      more: { payinsurance: [payRow(1)] },
      ours: [
        on20(1, { proof: { ...CASH, cash: ZERO, insurance: fen(4000), paidAt: on('12:00:00') } }),
      ],
      his: [hisRow(1, { total: fen(4000), cash: ZERO, insurance: fen(4000) })],
    },
    ['duplicate-row payment 1'],
  ],
  [
    'a refund that only the other bill lists',
    {
      bill: [cashRow(1)],
      more: { payinsurance: [refundRow(1)] },
      ours: [on20(1, { refund: refundOf(1) })],
      his: [hisRow(1), hisRefund(1)],
    },
    ['refund-ours-only refund 1'],
  ],
  [
    'a refund that both list',
    {
      bill: [cashRow(1), cashBack(1)],
      more: { payinsurance: [refundRow(1)] },
      ours: [on20(1, { refund: refundOf(1) })],
      his: [hisRow(1), hisRefund(1)],
    },
    ['duplicate-row refund 1'],
  ],
  [
    'other sums: what the bill of cash cannot tell is not missed, what the old one tells is',
    {
      bill: [cashRow(1, { cash: fen(1) })],
      more: { payinsurance: [payRow(2, { insurance: fen(1) })] },
      ours: [on20(1), paid(2)],
      his: [hisRow(1), hisRow(2)],
    },
    ['amount-differs cash 1', 'amount-differs insurance 2'],
  ],
  [
    'numbers that are nobody’s, in either bill',
    { bill: [cashRow(1)], more: { payinsurance: [payRow(2)] } },
    ['platform-only payment 1', 'platform-only payment 2'],
  ],
  [
    'the hospital booked what only the bill of cash knows: insurance is not held against it',
    { bill: [cashRow(1)], his: [hisRow(1)] },
    ['platform-only payment 1'],
  ],
  [
    'an order whose way no bill is read of',
    { ours: [atCounter(1)], his: [hisRow(1)] },
    ['ours-only payment 1'],
  ],
  [
    'the code paid although a clerk took the cash otherwise',
    { bill: [cashRow(1)], ours: [atCounter(1, TAKEN)], his: [hisRow(1)] },
    ['amount-differs cash 1'],
    [SHARED],
  ],
  [
    'cash of the counter that the platform gave back, too',
    {
      bill: [cashBack(1)],
      ours: [atCounter(1, TAKEN, { refund: refundOf(1, { via: 'manual' }) })],
      his: [hisRow(1), hisRefund(1)],
    },
    ['refunded-twice refund-cash 1'],
    [SHARED],
  ],
  [
    'lines that cannot be read, by bill and line',
    {
      bill: [{ kind: 'unreadable', line: 7, fault: 'cells' }],
      more: { payinsurance: [{ kind: 'unreadable', line: 7, fault: '订单总金额' }] },
    },
    ['unreadable-row row line-medins-7', 'unreadable-row row line-payinsurance-7'],
  ],
])('%s', async (_what, books, differences, ...[platform]) => {
  expect(await found(books, platform)).toEqual(differences);
});

test('a payment in the wrong bill at the edge of midnight waits for the right one', async () => {
  const rig = reconRig(CHANGED);
  const late = on('23:59:30');
  const ours = [
    on20(1, { proof: { ...CASH, insurance: fen(8000), total: fen(12000), paidAt: late } }),
  ];
  await rig.plant({ ours, his: [hisRow(1, { at: late })] });
  await rig.plant({ day: '20260303', bill: [cashRow(1, { at: late })] });
  await rig.tick();
  expect(rig.found()).toEqual(['cut-off row 1']);
  rig.clock.at = on('10:30:00', '04');
  await rig.tick();
  expect([...rig.found(), ...rig.found('20260303')]).toEqual(['cut-off row 1 resolved']);
});
