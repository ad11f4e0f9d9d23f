/** Money that a person brings back, and books that a person puts right (money rules 9 and 12). */
import { fen } from '../../miniprogram/shared/fen';
import { HIS_SILENT, hisRefuses } from '../support/doubles';
import { refundAnswer } from '../support/refund-doubles';
import { acts, caseOf, paidAndBooked, paidUnbooked } from '../support/refund-world';

const HOUR = 3_600_000;

describe('money that a person brings back', () => {
  it('where the city has stopped the interface: held, handed over, booked', async () => {
    const here = await paidAndBooked();
    here.deps.rules = { ...here.deps.rules, refundVia: 'manual' };
    expect((await here.ask()).refund).toMatchObject({ state: 'going', byHand: true });
    expect(here.heard()).toEqual(['holdRefund']);
    expect(await caseOf(here)).toBe('refund-by-hand');
    await here.until(100 * HOUR);
    await here.look();
    expect(here.heard()).toEqual([]);
    await acts(here, { kind: 'record-transfer', receipt: '回单 3' });
    expect(here.heard()).toEqual(['confirmRefund']);
    expect(await here.refund()).toMatchObject({
      ...{ state: 'done', hold: 'confirmed', receipt: '回单 3', sends: 0 },
      legs: { cash: 'by-hand', insurance: 'by-hand' },
    });
    expect(here.platform.refunds.asked).toEqual([]);
  });

  it('after the bank sent it back: the hospital is told when it is done, nothing is sent again', async () => {
    const here = await paidAndBooked();
    const sums = { cash: fen(4000), insurance: fen(8000) };
    here.platform.refunds.script.onQueryRefund = (numbers) =>
      Promise.resolve(
        refundAnswer(
          { ...numbers, ...sums },
          {
            state: 'refunding',
            legs: { cash: 'change', insurance: 'refunded' },
          },
        ),
      );
    const view = await here.ask();
    expect(view).toMatchObject({
      ...{ next: { do: 'ask-at-counter' }, refund: { state: 'going', byHand: true } },
    });
    expect(await caseOf(here)).toBe('refund-change');
    await acts(here, { kind: 'record-transfer', receipt: '回单 4' });
    expect(here.heard()).toEqual(['confirmRefund']);
    expect(await here.refund()).toMatchObject({
      ...{ state: 'done', sends: 1, legs: { cash: 'by-hand', insurance: 'refunded' } },
    });
  });

  it('after the platform would not: the hospital never booked it, so it is over', async () => {
    const here = await paidUnbooked();
    here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
    here.platform.refunds.script.onRefund = () =>
      Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
    await here.look();
    expect(await caseOf(here)).toBe('refund-refused');
    await acts(here, { kind: 'record-transfer', receipt: '回单 5' });
    expect(here.heard()).toEqual([]);
    expect(await here.stored()).toMatchObject({ refund: { state: 'done' }, dueAt: null });
    expect(here.claims.all()).toEqual([]);
  });
});

it('a hospital that never hands out again can be made to by hand', async () => {
  const here = await paidAndBooked();
  here.platform.refunds.script.onRefund = () =>
    Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
  here.hospital.refunds.script.release = HIS_SILENT;
  await here.ask();
  await here.until(25 * HOUR);
  expect(await caseOf(here)).toBe('refund-unbooked');
  await acts(here, { kind: 'record-booking', receipt: 'HIS-2' });
  expect(here.heard()).toEqual([]);
  expect(await here.stored()).toMatchObject({
    ...{ refund: { state: 'refused', hold: 'released' }, dueAt: null },
  });
});
