/** Half-paid orders and what a person concludes about orders of 2.0 (money rules 7, 9, 12; trap 38). */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import type { Rules } from '../../cloudfunctions/domain/rules';
import { fen } from '../../miniprogram/shared/fen';
import {
  ACCOUNT_GONE,
  HOUR,
  insuredWorld,
  isHalfPaid,
  isPaid,
  payable,
  type Insured,
} from './medins-insured-world';

describe('half-paid (money rules 9 and 12)', () => {
  it('cash does not go back while the bureau could still settle: the fees are withdrawn first', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    expect(here.trace).toContain('refund-cash');
    expect(here.trace.indexOf('6401')).toBeGreaterThanOrEqual(0);
    expect(here.trace.indexOf('6401')).toBeLessThan(here.trace.indexOf('refund-cash'));
  });

  it('an order that the bureau keeps open is asked about by the ladder, not every time', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    here.at.upload = { status: 'settled', payOrderId: 'ORD1' };
    here.trace.splice(0);
    await here.until(10 * HOUR);
    // one every five minutes makes 120; as it is `asked` begins anew with each answer
    expect(here.trace.filter((call) => call === 'query-mixed').length).toBeLessThan(300);
  });

  /** After two hours of ticks: booked, on its way back, or somebody's case; never simply due for ever. */
  async function comesToAnEnd(here: Insured): Promise<void> {
    for (let minute = 0; minute < 120; minute += 1) await here.tick();
    const { dueAt, refund, review, settlement } = await here.stored();
    const isStuck = dueAt !== null && dueAt <= here.deps.clock.now() - HOUR;
    expect({ isStuck, refund: refund?.state, case: review?.reason, settlement }).toMatchObject({
      isStuck: false,
    });
  }

  it('insurance that settled behind the back of the cash refund: what is concluded comes to an end', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    expect(here.at.refund).toBe('SUCCESS');
    here.at.upload = { status: 'settled', payOrderId: 'ORD1' };
    await here.until(26 * HOUR);
    expect((await here.stored()).review?.reason).toBe('undecided');
    const held = { cash: fen(0), insurance: fen(8000) };
    await here.act({ kind: 'conclude', note: 'bureau settled', held });
    await comesToAnEnd(here);
  });

  it('a clerk who says what the account holds after a transfer by hand ends the order', async () => {
    const here = await insuredWorld(payable(), { refundVia: 'manual' });
    isHalfPaid(here);
    await here.look();
    await here.until(HOUR);
    await here.act({ kind: 'record-transfer', receipt: 'T1' });
    await here.until(26 * HOUR);
    if ((await here.stored()).review?.reason !== 'undecided') return;
    // the merchant's account does hold it: the transfer was made from another one
    const held = { cash: fen(4000), insurance: fen(0) };
    await here.act({ kind: 'conclude', note: 'held', held });
    await comesToAnEnd(here);
  });

  it.each<[string, Partial<Rules>, ApiVerdict | undefined]>([
    ['in a city without the interface', { refundVia: 'manual' }, undefined],
    ['to an account that is gone', {}, ACCOUNT_GONE],
  ])('the receipt of a transfer %s ends it: fees withdrawn, bill free', async (_w, rules, no) => {
    const here = await insuredWorld(payable(), rules);
    isHalfPaid(here);
    here.at.refuseRefund = no;
    await here.look();
    await here.until(HOUR);
    expect(await here.act({ kind: 'record-transfer', receipt: 'T1' })).toBe('review-ended');
    const after = await here.until(2 * HOUR);
    expect(after).toMatchObject({ payment: 'failed', refund: { state: 'done' } });
    expect(here.at.upload.status).toBe('revoked');
    expect(await here.holder()).toBeUndefined();
  });

  it('a question of the night does not end the order while its cash is on its way', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    here.at.refund = 'PROCESSING';
    await here.look();
    await here.until(10 * HOUR);
    expect((await here.stored()).refund?.state).toBe('refunding');
    // "refund-unfinished" is healed by asking
    await here.repair();
    await here.until(60 * HOUR);
    const isFree = (await here.holder()) === undefined;
    here.at.refund = 'SUCCESS';
    await here.until(60 * HOUR);
    const { dueAt, refund } = await here.stored();
    expect({ isFree, dueAt, refund: refund?.state }).toEqual({
      ...{ isFree: false, dueAt: null, refund: 'done' },
    });
  });

  it('a mixed order that says REFUND after our own refund of its cash is no stranger’s', async () => {
    const here = await insuredWorld(payable());
    isHalfPaid(here);
    await here.look();
    Object.assign(here.at, { mix: 'MIX_PAY_REFUND', self: 'SELF_PAY_REFUND' });
    const after = await here.until(5 * HOUR);
    expect(after.review).toBeUndefined();
    expect(after.payment).toBe('failed');
  });
});

describe('what a person concludes (money rule 12)', () => {
  async function undecided() {
    const here = await insuredWorld(payable());
    here.at.bureauSilent = true;
    const order = await here.until(26 * HOUR);
    expect(order.review?.reason).toBe('undecided');
    return here;
  }

  it('insurance that was found to be held goes back through the bureau, whole', async () => {
    const here = await undecided();
    here.at.bureauSilent = false;
    isPaid(here);
    const held = { cash: fen(4000), insurance: fen(8000) };
    await here.act({ kind: 'conclude', note: 'looked it up', held });
    await here.until(HOUR);
    expect((await here.stored()).settlement.state).toBe('settled');
    await here.ask();
    await here.until(HOUR);
    expect(here.trace).toContain('6203 6000/2000/0');
    expect((await here.stored()).refund?.state).toBe('done');
  });

  it('that nothing is held does not free the bill before fees and cash order are withdrawn', async () => {
    const here = await undecided();
    here.at.bureauSilent = false;
    await here.act({ kind: 'conclude', note: 'nothing there' });
    const isFree = (await here.holder()) === undefined;
    const { cash, upload } = here.at;
    expect({ isFree, cash, upload: upload.status }).not.toEqual({
      ...{ isFree: true, cash: 'NOTPAY', upload: 'priced' },
    });
    await here.until(24 * HOUR);
    expect([here.at.cash, here.at.upload.status]).toEqual(['CLOSED', 'revoked']);
  });

  it('cash alone that was found goes back, and the fees are withdrawn before the bill is free', async () => {
    const here = await insuredWorld(payable());
    Object.assign(here.at, { self: 'SELF_PAY_SUCCESS', cash: 'SUCCESS' });
    await here.until(26 * HOUR);
    expect((await here.stored()).review?.reason).toBe('undecided');
    const no = { ok: false, certain: true, reason: 'bill-amount-changed', code: 'BILL_CHANGED' };
    Object.assign(here.hospital.script, { settle: no });
    const held = { cash: fen(4000), insurance: fen(0) };
    await here.act({ kind: 'conclude', note: 'cash only', held });
    await here.until(24 * HOUR);
    expect((await here.stored()).refund?.state).toBe('done');
    expect(await here.holder()).toBeUndefined();
    expect(here.at.upload.status).toBe('revoked');
  });
});
