/**
 * The hospital says no (money rules 6, 8, 9 and 16): what it will not book goes back by itself, behind a
 * tombstone, whatever the city says about requests; the bills are free when all of it is back.
 */
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import type { OrderNo } from '../../cloudfunctions/domain/ids';
import {
  BILL,
  FOREVER,
  HIS_SILENT,
  hisRefuses,
  HOSPITAL,
  OTHER,
  OWNER,
  PATIENT,
  seen,
} from '../support/doubles';
import { refundAnswer } from '../support/refund-doubles';
import { paidUnbooked, SHENZHEN, type RefundWorld } from '../support/refund-world';
import { fen } from '../../miniprogram/shared/fen';

const HOUR = 3_600_000;
const ASK: PlaceInput = {
  ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
  ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
};
const SENT = ['openSession', 'refund', 'queryRefund'];

/** A paid order that the hospital refuses to book. */
async function refused() {
  const here = await paidUnbooked();
  here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
  return here;
}

/** The platform has not paid back yet. */
function goingOn(here: RefundWorld): void {
  const sums = { cash: fen(4000), insurance: fen(8000) };
  here.platform.refunds.script.onQueryRefund = (numbers) =>
    Promise.resolve(refundAnswer({ ...numbers, ...sums }, { state: 'refunding' }));
}

describe('a payment that the hospital refuses to book', () => {
  it('goes back behind a tombstone, with nobody’s hold, told to patient and engineer', async () => {
    const here = await refused();
    const view = await here.look();
    const booking = ['settle', 'querySettlement', 'cancelSettlement'];
    expect(here.heard()).toEqual(['query', ...booking, ...SENT]);
    expect(view).toMatchObject({
      ...{ payment: 'paid', hospital: 'refused', reason: 'bill-amount-changed', canRefund: false },
      ...{ next: { do: 'pay-anew' } },
      refund: { state: 'returned', cause: 'hospital-refused', cash: 4000, insurance: 8000 },
    });
    expect(await here.stored()).toMatchObject({
      settlement: { state: 'refused', refusal: 'BILL_CHANGED' },
      refund: { state: 'done', hold: 'not-needed', note: 'BILL_CHANGED', sends: 1 },
      dueAt: null,
    });
    expect(here.alarms).toEqual(['order.settle-refused']);
  });

  it('is promised back in the same write as the refusal is believed', async () => {
    const here = await refused();
    here.deps.desk.run = () => Promise.resolve();
    await here.look();
    const { history } = await here.stored();
    const refusal = history.findIndex(({ outcome }) => outcome === 'settle-refused');
    expect(history.slice(refusal).map(({ event }) => event)).toEqual([
      ...['settle-refused', 'refund-stumbled'],
    ]);
    expect(await here.refund()).toMatchObject({ state: 'held', cause: 'hospital-refused' });
  });

  it('goes back once, however often and by whomever it is looked at', async () => {
    const here = await refused();
    await Promise.all([here.look(), here.look(), here.tick()]);
    await here.until(HOUR);
    expect(here.platform.refunds.asked).toHaveLength(1);
    expect(await here.refund()).toMatchObject({ state: 'done', sends: 1 });
  });

  it('goes back on another day and at night, too: the city’s rules bind requests', async () => {
    const here = await refused();
    here.deps.hospital = { ...here.deps.hospital, cityId: SHENZHEN };
    here.clock.advance(40 * HOUR);
    await here.look();
    const refund = await here.refund();
    expect(refund.state).toBe('done');
    expect(refund).not.toHaveProperty('finishBy');
  });

  it('keeps its bills until all of it is back; then they can be paid anew', async () => {
    const here = await refused();
    goingOn(here);
    expect((await here.look()).next).toEqual({ do: 'done' });
    const placing = () => placeOrder(here.deps, { ...ASK, owner: OTHER }, FOREVER);
    await expect(placing()).rejects.toMatchObject({ name: 'Refusal' });
    expect((await placeOrder(here.deps, ASK, FOREVER)).orderNo).toBe(here.text);
    here.platform.refunds.script.onQueryRefund = null;
    await here.until(HOUR);
    expect(here.claims.all()).toEqual([]);
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'not-paid'));
    const anew = await placing();
    expect(anew).toMatchObject({ payment: 'unpaid' });
    expect(anew.orderNo).not.toBe(here.text);
  });

  it('is held, not refunded, while the hospital cannot say that it will never book it', async () => {
    const here = await refused();
    here.hospital.script.cancelSettlement = HIS_SILENT;
    expect(await here.look()).toMatchObject({ payment: 'paid', hospital: 'pending' });
    await here.until(HOUR);
    expect(await here.stored()).not.toHaveProperty('refund');
    expect(here.platform.refunds.asked).toEqual([]);
  });

  it('that the platform will not pay back is a case', async () => {
    const here = await refused();
    here.platform.refunds.script.onRefund = () =>
      Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
    const view = await here.look();
    expect(view).toMatchObject({ next: { do: 'ask-at-counter' }, refund: { state: 'refused' } });
    expect((await here.stored()).review).toMatchObject({
      reason: 'refund-refused',
      evidence: '535',
    });
    expect(here.alarms).toEqual(['order.settle-refused', 'order.refund-not-taken']);
    expect(here.claims.all()).toHaveLength(1);
  });

  it('goes by hand where the city has stopped the interface', async () => {
    const here = await refused();
    here.deps.rules = { ...here.deps.rules, refundVia: 'manual' };
    const view = await here.look();
    expect(view).toMatchObject({
      ...{ next: { do: 'ask-at-counter' }, refund: { state: 'going', byHand: true } },
    });
    expect(await here.stored()).toMatchObject({
      ...{ refund: { state: 'by-hand', via: 'manual' }, dueAt: null },
      review: { reason: 'refund-by-hand', evidence: 'cash 4000, insurance 8000' },
    });
    expect(here.platform.refunds.asked).toEqual([]);
  });
});

describe('a bill that was paid twice', () => {
  it('gives the second payment back, and the bill stays with the first', async () => {
    const here = await paidUnbooked();
    // the first order came back to life when the second one was paid already
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    await here.look();
    const second = await placeOrder(here.deps, { ...ASK, owner: OTHER }, FOREVER);
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paid'));
    await here.tick(60_000);
    const first = await here.orders.load(HOSPITAL, second.orderNo as OrderNo);
    expect(first).toMatchObject({ payment: 'paid', settlement: { state: 'settled' } });
    here.hospital.script.settle = hisRefuses('bill-settled', 'BILL_SETTLED_ELSEWHERE');
    here.hospital.script.querySettlement = { ok: true, value: { status: 'elsewhere' } };
    const view = await here.look();
    expect(view).toMatchObject({
      ...{ payment: 'paid', reason: 'bill-settled' },
      refund: { state: 'returned', cause: 'paid-twice', cash: 4000, insurance: 8000 },
    });
    expect([...here.platform.refunds.taken.keys()]).toEqual([`R${here.text}`]);
    expect(here.claims.all().map(({ orderNo }) => orderNo)).toEqual([second.orderNo]);
  });
});

describe('a bill of zero yuan that the hospital refuses', () => {
  it('has nothing to give back', async () => {
    const here = await refused();
    const zero = {
      total: fen(0),
      cash: fen(0),
      insurance: fen(0),
      cashAdd: fen(0),
      cashReduced: fen(0),
    };
    const numbers = { serialNo: 'S1', orgNo: 'ORG1' };
    here.hospital.script.preSettle = {
      ok: true,
      value: { amounts: { kind: 'cash', ...zero }, ...numbers },
    };
    const ask: PlaceInput = { ...ASK, billIds: ['B0'], payWith: 'cash' };
    const view = await placeOrder(here.deps, ask, FOREVER);
    expect(view).toMatchObject({ payment: 'closed', hospital: 'refused' });
    expect(view).not.toHaveProperty('refund');
    expect(here.platform.refunds.asked).toEqual([]);
  });
});
