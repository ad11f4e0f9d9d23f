import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, OWNER, PATIENT, seen, HIS_SILENT, hisRefuses } from '../support/doubles';
import { evidence } from '../support/orders';
import { paid, placed } from '../support/placed';

describe('confirming', () => {
  it('asks our own database first and the platform second (§1.5.2)', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    const own = { owner: OWNER, orderNo: here.text };
    expect(await confirmOrder(here.deps, own, FOREVER)).toMatchObject({
      payment: 'paid',
      hospital: 'settled',
    });
    const before = here.platform.calls.length;
    await confirmOrder(here.deps, own, FOREVER);
    expect(here.platform.calls).toHaveLength(before);
  });

  it('never says paid without proof: a wrong sum goes to a person', async () => {
    const here = await placed();
    const amounts = { total: fen(12000), cash: fen(1), insurance: fen(8000) };
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paid', { amounts }));
    const view = await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(view).toMatchObject({ payment: 'review', next: { do: 'ask-at-counter' } });
    expect(here.hospital.calls).not.toContain('settle');
    expect(here.claims.all()).toHaveLength(1);
    expect(here.alarms).toEqual(['order.evidence']);
  });

  it('tells a patient without a bound card to bind it', async () => {
    const here = await placed();
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'unbound'));
    const view = await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(view).toMatchObject({
      payment: 'unpaid',
      reason: 'card-unbound',
      next: { do: 'open-mini-program' },
    });
  });
});

describe('settling with the hospital', () => {
  it('believes a refusal only after asking, and only behind a tombstone (money rule 8)', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
    const view = await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(view).toMatchObject({
      ...{ payment: 'paid', hospital: 'refused', reason: 'bill-amount-changed' },
      refund: { state: 'returned', cause: 'hospital-refused', cash: 4000, insurance: 8000 },
    });
    expect(here.trace.slice(here.trace.indexOf('settle'))).toEqual([
      ...['settle', 'querySettlement', 'cancelSettlement'],
      ...['openSession', 'refund', 'queryRefund'],
    ]);
    expect((await here.stored()).review).toBeUndefined();
    expect(here.alarms).toEqual(['order.settle-refused']);
  });

  it('takes a refusal back when the hospital has booked it after all', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.hospital.script.settle = hisRefuses('bill-settled', 'BILL_SETTLED');
    here.hospital.script.querySettlement = {
      ok: true,
      value: {
        ...{ status: 'settled', settlementNo: 'H9' },
        booked: { total: fen(12000), cash: fen(4000), insurance: fen(8000) },
      },
    };
    const view = await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(view.hospital).toBe('settled');
    expect(here.hospital.calls).not.toContain('cancelSettlement');
  });

  it('calls it paid twice when another payment settled the bill', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.hospital.script.settle = hisRefuses('bill-settled', 'BILL_SETTLED_ELSEWHERE');
    here.hospital.script.querySettlement = { ok: true, value: { status: 'elsewhere' } };
    await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(await here.stored()).toMatchObject({ refund: { cause: 'paid-twice', state: 'done' } });
  });

  it('keeps a payment that the hospital could not hear of, and tries again', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.hospital.script.settle = HIS_SILENT;
    const own = { owner: OWNER, orderNo: here.text };
    expect(await confirmOrder(here.deps, own, FOREVER)).toMatchObject({
      payment: 'paid',
      hospital: 'pending',
    });
    here.hospital.script.settle = { ok: true, value: { status: 'settled', settlementNo: 'H1' } };
    here.clock.advance(5_000);
    expect(await clockworkTick(here.deps, FOREVER)).toEqual({ due: 1, moved: 1, failed: 0 });
    expect(await here.stored()).toMatchObject({
      settlement: { state: 'settled', attempts: 2 },
      dueAt: null,
    });
  });

  it('does not believe a refusal while the hospital cannot be asked', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
    here.hospital.script.cancelSettlement = HIS_SILENT;
    await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(await here.stored()).toMatchObject({ settlement: { state: 'due' }, payment: 'paid' });
  });
});

describe('clockwork', () => {
  it('closes an unpaid order at its deadline and frees the bill', async () => {
    const here = await placed();
    here.clock.advance(here.deps.rules.payDeadlineMs);
    let closed = false;
    here.platform.script.onClose = () => {
      closed = true;
      return Promise.resolve({ kind: 'taken' });
    };
    here.platform.script.onQuery = (number) =>
      Promise.resolve(seen(number, closed ? 'closed' : 'not-paid'));
    await clockworkTick(here.deps, FOREVER);
    expect(await here.stored()).toMatchObject({ payment: 'closed' });
    expect(here.claims.all()).toEqual([]);
  });

  it('leaves somebody who is in the cashier at the deadline until the slot lock ends (money rule 7)', async () => {
    const here = await placed();
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paying'));
    here.clock.advance(here.deps.rules.payDeadlineMs);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('payable');
    here.clock.advance(here.deps.rules.slotLockMs - here.deps.rules.payDeadlineMs);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('closing');
  });

  it('does the work once when two ticks run at the same time', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    here.clock.advance(5_000);
    await Promise.all([clockworkTick(here.deps, FOREVER), clockworkTick(here.deps, FOREVER)]);
    expect(here.hospital.calls.filter((call) => call === 'settle')).toHaveLength(1);
  });

  it('goes on with the others when one order fails', async () => {
    const here = await placed();
    await placeOrder(
      here.deps,
      {
        ...{ owner: OWNER, patientId: PATIENT, billIds: ['B2'], payWith: 'insurance' },
        ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
      },
      FOREVER,
    );
    here.clock.advance(5_000);
    here.platform.script.onQuery = (number) =>
      number === here.orderNo ? Promise.reject(new Error('broken')) : paid(number);
    expect(await clockworkTick(here.deps, FOREVER)).toEqual({ due: 2, moved: 1, failed: 1 });
    expect((await here.stored()).payment).toBe('payable');
  });
});

describe('one writer at a time', () => {
  it('decides again on what is there after losing a race, and loses nothing (money rule 5)', async () => {
    const here = await placed();
    const events = [
      { type: 'evidence', evidence: evidence('paid', { orderNo: here.orderNo }) },
      { type: 'close-asked', by: 'patient' },
      { type: 'ask-failed', code: 'timeout' },
    ] as const;
    await Promise.all(events.map((event) => applyEvent(here.deps, here.orderNo, event)));
    const order = await here.stored();
    expect(order.payment).toBe('paid');
    expect(order.version).toBe(1 + order.history.reduce((sum, entry) => sum + entry.times, -1));
  });
});
