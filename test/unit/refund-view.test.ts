/** A refund as the patient sees it: on its way, back, or why not; and whether one can be asked for. */
import type { RefundView } from '../../cloudfunctions/contract/types';
import { viewOf } from '../../cloudfunctions/usecases/order-view';
import { listOrders } from '../../cloudfunctions/usecases/list-orders';
import { readHome, readSplit } from '../../cloudfunctions/usecases/read-clinic';
import { migrateOrder, MigrationError } from '../../cloudfunctions/migrations/order';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { BILL, FOREVER, OTHER, OWNER, PATIENT, world } from '../support/doubles';
import { orderIn, PAYMENT_STATES, T0 } from '../support/orders';
import { ASKED_AT, refunded, refundIn, STANDINGS, type Standing } from '../support/refund-fixtures';

type Row = readonly [Standing, RefundView['state'], boolean, string, boolean, boolean];

/** Standing: what it says, by hand, the next step, whether one can be asked for, still to be waited for. */
const TABLE: readonly Row[] = [
  ['reserved', 'going', false, 'done', false, true],
  ['held', 'going', false, 'done', false, true],
  ['sending', 'going', false, 'done', false, true],
  ['refunding', 'going', false, 'done', false, true],
  ['by-hand', 'going', true, 'ask-at-counter', false, true],
  ['returned', 'returned', false, 'done', false, true],
  ['done', 'returned', false, 'pay-anew', false, false],
  ['refused', 'refused', false, 'done', true, false],
  ['refused-held', 'refused', false, 'done', false, true],
];

describe('a refund as the patient sees it', () => {
  it.each(TABLE)('%s: says %s, by hand %s, next %s', async (standing, state, byHand, next, can) => {
    const { deps } = await world();
    const view = viewOf(deps, refunded(standing));
    const back = standing === 'returned' || standing === 'done' ? { returnedAt: ASKED_AT } : {};
    const why = state === 'refused' ? { reason: 'refund-not-possible' } : {};
    expect(view.refund).toEqual({
      ...{ state, byHand, cash: 4000, insurance: 8000, cause: 'patient', askedAt: ASKED_AT },
      ...{ ...back, ...why },
    });
    expect([view.payment, view.next.do, view.canRefund]).toEqual(['paid', next, can]);
  });

  it.each(TABLE)('%s is %s; waited for on the home page: ...', async (standing, ...row) => {
    const here = await world();
    await here.orders.insert(refunded(standing));
    const home = await readHome({ ...here.deps, templates: {} }, OWNER);
    expect(home.unfinished).toHaveLength(row[4] ? 1 : 0);
    expect((await listOrders(here.deps, OWNER, { filter: 'all' })).orders).toHaveLength(1);
    expect((await listOrders(here.deps, OTHER, { filter: 'all' })).orders).toEqual([]);
  });

  it('is all in the table', () => {
    expect(TABLE.map(([standing]) => standing)).toEqual(STANDINGS.filter((one) => one !== 'none'));
  });

  it('tells nothing of numbers, notes, staff or the hospital’s words (money rule 14)', async () => {
    const { deps } = await world();
    const change = { note: 'n0te', refusal: 'c0de', receipt: 'rec31pt', by: OWNER } as const;
    for (const standing of STANDINGS) {
      if (standing === 'none') continue;
      const text = JSON.stringify(viewOf(deps, refunded(standing, change)));
      expect(text).not.toMatch(/n0te|c0de|rec31pt|oOwner|M-R/);
    }
  });

  it.each([
    ['change', 'refunded', true],
    ['failed', 'refunded', true],
    ['by-hand', 'refunded', true],
    ['none', 'by-hand', true],
    ['refunded', 'failed', false],
    ['refunding', 'refunding', false],
  ] as const)(
    'with cash %s and insurance %s comes by hand: %s',
    async (cash, insurance, byHand) => {
      const { deps } = await world();
      const order = refunded('refunding', { legs: { cash, insurance } });
      expect(viewOf(deps, order).refund?.byHand).toBe(byHand);
    },
  );

  it('gives the reason only where something is refused or was the hospital’s doing', async () => {
    const { deps } = await world();
    expect(viewOf(deps, refunded('done'))).not.toHaveProperty('reason');
    expect(viewOf(deps, refunded('none'))).not.toHaveProperty('reason');
    const settlement = { state: 'refused', attempts: 1 } as const;
    const owed = { cause: 'hospital-refused', reason: 'bill-amount-changed' } as const;
    const view = viewOf(deps, refunded('refunding', owed, { settlement }));
    expect(view.reason).toBe('bill-amount-changed');
    expect(view.refund).not.toHaveProperty('reason');
  });
});

describe('that a refund can be asked for', () => {
  it('is said of a paid and booked order, and of no other', async () => {
    const { deps } = await world();
    expect(viewOf(deps, refunded('none')).canRefund).toBe(true);
    for (const state of PAYMENT_STATES) {
      expect([state, viewOf(deps, orderIn(state)).canRefund]).toEqual([state, false]);
    }
  });

  it('is not said of a case, nor where the hospital wants it at the counter', async () => {
    const { deps } = await world();
    const review = { reason: 'paid-differs', at: T0, evidence: '' } as const;
    expect(viewOf(deps, refunded('none', {}, { review })).canRefund).toBe(false);
    const rules = { ...deps.rules, patientRefunds: 'at-counter' } as const;
    expect(viewOf({ ...deps, rules }, refunded('none')).canRefund).toBe(false);
  });
});

describe('before it is paid', () => {
  it('the patient is told where money would come back by hand only (money rule 9)', async () => {
    const { deps } = await world();
    const ask = { patientId: PATIENT, billIds: [BILL], payWith: 'insurance' } as const;
    const { split } = await readSplit(deps, OWNER, ask, FOREVER);
    expect(split).not.toHaveProperty('refundByHand');
    deps.rules = { ...deps.rules, refundVia: 'manual' };
    expect((await readSplit(deps, OWNER, ask, FOREVER)).split.refundByHand).toBe(true);
  });
});

describe('a stored refund', () => {
  const everything = {
    ...{ by: OWNER, cashRefundNo: 'C1', insuranceRefundNo: 'I1', platformRefundNo: 'M1' },
    ...{ receipt: 'r', finishBy: ASKED_AT, returnedAt: ASKED_AT, refusal: 'x' },
    reason: 'refund-served',
  } as const;

  it.each(STANDINGS)('that is %s comes back as it was', (standing) => {
    for (const order of [refunded(standing), refunded(standing, everything)]) {
      expect(migrateOrder(JSON.parse(JSON.stringify(order)))).toEqual(order);
    }
  });

  it('of every mode, cause, leg and hold comes back as it was', () => {
    const legs = ['none', 'due', 'refunding', 'refunded', 'change', 'failed', 'by-hand'] as const;
    const changes = [
      ...(['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part'] as const).map((mode) => ({
        mode,
      })),
      ...(['patient', 'clerk', 'hospital-refused', 'paid-twice', 'review'] as const).map(
        (cause) => ({ cause }),
      ),
      ...legs.map((leg) => ({ legs: { cash: leg, insurance: leg } })),
      ...(['not-needed', 'due', 'held', 'confirmed', 'released'] as const).map((hold) => ({
        hold,
      })),
    ];
    for (const change of changes) {
      const order = refunded('sending', change);
      expect(migrateOrder(JSON.parse(JSON.stringify(order)))).toEqual(order);
    }
  });

  it.each<[string, object]>([
    ['a float sum', { cash: 0.5 }],
    ['a negative sum', { insurance: -1 }],
    ['no number', { refundNo: 'R1' }],
    ['a number of another kind', { refundNo: `X${orderIn('paid').orderNo}` }],
    ['an unknown state', { state: 'lost' }],
    ['an unknown mode', { mode: 'half' }],
    ['a missing hold', { hold: undefined }],
    ['a field that nobody knows', { extra: 1 }],
    ['half a message sent', { sends: 0.5 }],
  ])('with %s is refused', (_name, change) => {
    const order = refunded('sending');
    const stored = { ...order, refund: { ...order.refund, ...change } };
    expect(() => migrateOrder(stored)).toThrow(MigrationError);
  });

  it('of part of the cash has sums of its own', () => {
    const refund = refundIn('held', { mode: 'cash-part', cash: fen(1), insurance: ZERO });
    const order = refunded('none', {}, { refund });
    expect(migrateOrder(JSON.parse(JSON.stringify(order))).refund).toEqual(refund);
  });
});
