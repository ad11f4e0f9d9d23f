/**
 * What follows from the act that ends a case (money rules 8, 9 and 12): it goes on by itself, to an end,
 * and the act stands in the history with the person.
 */
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { fen } from '../../miniprogram/shared/fen';
import { HIS_SILENT, hisRefuses, seen } from '../support/doubles';
import { acts, caseOf, CLERK, paidAndBooked, paidUnbooked } from '../support/refund-world';

const HOUR = 3_600_000;
const NOTHING = { total: fen(12000), cash: fen(0), insurance: fen(0) };
const BOOKED = { status: 'settled', settlementNo: 'H7' } as const;

describe('a hospital that was silent for a day', () => {
  async function silent() {
    const here = await paidUnbooked();
    here.hospital.script.settle = HIS_SILENT;
    await here.look();
    await here.until(25 * HOUR);
    expect(await caseOf(here)).toBe('hospital-silent');
    return here;
  }
  const refund = { kind: 'decide-unbooked', choice: 'refund', note: '患者要求' } as const;

  it('is told never to book it before its money goes back', async () => {
    const here = await silent();
    expect(await acts(here, refund)).toBe('review-ended');
    expect(here.heard()).toEqual(['cancelSettlement', 'openSession', 'refund', 'queryRefund']);
    const order = await here.stored();
    expect(order).toMatchObject({
      settlement: { state: 'refused', refusal: 'cancelled-for-refund' },
      refund: { state: 'done', hold: 'not-needed', cause: 'review', by: CLERK, note: '患者要求' },
    });
    expect(order.history).toContainEqual(
      expect.objectContaining({ event: 'review-ended', by: CLERK, note: '患者要求' }),
    );
    expect(here.claims.all()).toEqual([]);
  });

  it('is not passed over: nothing goes back while it cannot be told', async () => {
    const here = await silent();
    here.hospital.script.cancelSettlement = HIS_SILENT;
    here.hospital.script.querySettlement = HIS_SILENT;
    await acts(here, refund);
    expect(here.platform.refunds.asked).toEqual([]);
    expect(here.hospital.calls.at(-1)).toBe('querySettlement');
    here.hospital.script.cancelSettlement = { ok: true, value: { status: 'cancelled' } };
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done' } });
  });

  it.each(['not-settled', 'elsewhere', 'cancelled'] as const)(
    'is not passed over when it says %s and the tombstone is not sure',
    async (status) => {
      const here = await silent();
      here.hospital.script.cancelSettlement = HIS_SILENT;
      here.hospital.script.querySettlement = { ok: true, value: { status } };
      await acts(here, refund);
      expect(here.platform.refunds.asked).toEqual([]);
      expect(await here.stored()).toMatchObject({
        ...{ settlement: { state: 'due' }, refund: { state: 'reserved', hold: 'due' } },
      });
    },
  );

  it.each([
    ['refuses the tombstone', hisRefuses('bill-settled', 'ALREADY_SETTLED')],
    ['answers it with the booking', { ok: true, value: BOOKED }],
  ] as const)('that had booked it and %s holds it first, and books it back', async (_n, tomb) => {
    const here = await silent();
    here.hospital.script.cancelSettlement = tomb;
    const sums = { total: fen(12000), cash: fen(4000), insurance: fen(8000) };
    here.hospital.script.querySettlement = { ok: true, value: { ...BOOKED, booked: sums } };
    await acts(here, refund);
    expect(here.heard()).toEqual([
      ...['cancelSettlement', 'querySettlement', 'holdRefund'],
      ...['openSession', 'refund', 'queryRefund', 'confirmRefund'],
    ]);
    expect(await here.stored()).toMatchObject({
      settlement: { state: 'settled', settlementNo: 'H7' },
      refund: { state: 'done', hold: 'confirmed' },
    });
  });

  it('may be told by hand, and hears no more of it', async () => {
    const here = await silent();
    const act = { kind: 'decide-unbooked', choice: 'booked-by-hand', note: '窗口票 12' } as const;
    await acts(here, act);
    expect(here.heard()).toEqual([]);
    expect(await here.stored()).toMatchObject({
      settlement: { state: 'settled', settlementNo: '窗口票 12', byHand: true },
      dueAt: null,
    });
    expect((await here.look()).canRefund).toBe(false);
  });
});

describe('a hospital that booked other sums', () => {
  it('holds what it booked when the clerk has it paid back', async () => {
    const here = await paidUnbooked();
    const booked = { total: fen(12000), cash: fen(1), insurance: fen(8000) };
    here.hospital.script.settle = { ok: true, value: { ...BOOKED, booked } };
    await here.look();
    expect(await caseOf(here)).toBe('hospital-booked-otherwise');
    await acts(here, { kind: 'decide-unbooked', choice: 'refund', note: 'n' });
    expect(here.heard()[0]).toBe('holdRefund');
    expect(await here.refund()).toMatchObject({ state: 'done', hold: 'confirmed' });
  });
});

describe('what is owed and held by the hospital', () => {
  it('stays held while a person brings it back, because the platform would not', async () => {
    const here = await paidUnbooked();
    const booked = { total: fen(12000), cash: fen(1), insurance: fen(8000) };
    here.hospital.script.settle = { ok: true, value: { ...BOOKED, booked } };
    await here.look();
    here.platform.refunds.script.onRefund = () =>
      Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
    await acts(here, { kind: 'decide-unbooked', choice: 'refund', note: 'n' });
    expect(here.heard()).toEqual(['holdRefund', 'openSession', 'refund']);
    expect(await caseOf(here)).toBe('refund-refused');
    await acts(here, { kind: 'record-transfer', receipt: '回单 6' });
    expect(here.heard()).toEqual(['confirmRefund']);
    expect(await here.refund()).toMatchObject({ state: 'done', hold: 'confirmed' });
  });

  it('is not asked for where a person booked it', async () => {
    const here = await paidUnbooked();
    here.deps.rules = { ...here.deps.rules, refundVia: 'manual' };
    here.hospital.script.settle = { ok: true, value: { ...BOOKED, booked: NOTHING } };
    await here.look();
    await acts(here, { kind: 'decide-unbooked', choice: 'booked-by-hand', note: '窗口票 12' });
    const ask = { mode: 'whole', cause: 'clerk', by: CLERK, note: 'n' } as const;
    await applyEvent(here.deps, here.orderNo, { type: 'refund-asked', ask });
    await here.until(HOUR);
    await acts(here, { kind: 'record-transfer', receipt: '回单 8' });
    expect(await here.refund()).toMatchObject({ state: 'done', hold: 'not-needed' });
    expect(here.hospital.refunds.asks).toEqual([]);
  });
});

describe('a payment that only a person could find out about', () => {
  async function mismatch() {
    const here = await paidUnbooked();
    const amounts = { total: fen(12000), cash: fen(1), insurance: fen(8000) };
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paid', { amounts }));
    await here.look();
    expect(await caseOf(here)).toBe('amount-mismatch');
    return here;
  }

  it('and is held is booked at the hospital', async () => {
    const here = await mismatch();
    const held = { cash: fen(4000), insurance: fen(8000) };
    await acts(here, { kind: 'conclude', note: '已核对', held });
    expect(here.heard()).toEqual(['settle']);
    const order = await here.stored();
    expect(order).toMatchObject({
      ...{ payment: 'paid', proof: { byHand: true, cash: 4000 }, dueAt: null },
      settlement: { state: 'settled' },
    });
    expect(order).not.toHaveProperty('review');
  });

  it('and is not held is over, and its bill free', async () => {
    const here = await mismatch();
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    await acts(here, { kind: 'conclude', note: '商户平台无此单' });
    expect(await here.stored()).toMatchObject({ payment: 'closed', reason: 'payment-refused' });
    expect(here.claims.all()).toEqual([]);
  });

  it('ends by no other act', async () => {
    const here = await mismatch();
    const before = await here.stored();
    const act = { kind: 'record-transfer', receipt: 'x' } as const;
    expect(await acts(here, act)).toBe('act-does-not-fit');
    expect(await here.stored()).toEqual(before);
  });
});

describe('money that went back outside of our refunds', () => {
  it.each([
    ['was booked', paidAndBooked, ['confirmRefund']],
    [
      'was not booked yet',
      async () => {
        const here = await paidUnbooked();
        here.hospital.script.settle = HIS_SILENT;
        await here.look();
        return here;
      },
      ['cancelSettlement'],
    ],
  ] as const)(
    'of an order that %s is written down, and the hospital told',
    async (_n, begin, told) => {
      const here = await begin();
      const evidence = seen(here.orderNo, 'refunded');
      if (evidence.kind !== 'evidence') throw new Error('no evidence');
      await applyEvent(here.deps, here.orderNo, { type: 'evidence', evidence: evidence.evidence });
      expect(await caseOf(here)).toBe('refund-not-ours');
      await acts(here, { kind: 'conclude', note: '商户平台退款单 5' });
      expect(here.heard()).toEqual(told);
      expect(await here.stored()).toMatchObject({
        refund: { state: 'done', via: 'manual', receipt: '商户平台退款单 5', by: CLERK, sends: 0 },
        dueAt: null,
      });
      expect(here.platform.refunds.asked).toEqual([]);
      expect(here.claims.all()).toEqual([]);
    },
  );
});
