/** Refunds of 2.0 that stop half-way come to an end, and nothing goes back twice (money rules 9, 12). */
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, T0 } from '../support/orders';
import { failed } from './medins-calls-bench';
import { ACCOUNT_GONE, booked, HOUR, INSURED, insuredWorld, isPaid } from './medins-insured-world';

describe('a refund that stopped half-way (money rule 9)', () => {
  async function stoppedForADay() {
    const here = await insuredWorld(booked());
    isPaid(here);
    here.at.refuseRefund = ACCOUNT_GONE;
    await here.ask();
    const order = await here.until(25 * HOUR);
    expect(here.at.upload.status).toBe('refunded');
    expect(order.review?.reason).toBe('refund-undecided');
    return here;
  }

  it('insurance that is back cannot be talked away: a request is not declined then', async () => {
    const here = await stoppedForADay();
    here.heard.splice(0);
    const sums = { cash: fen(0), insurance: fen(0) };
    const outcome = await here.act({ kind: 'record-transfer', receipt: 'none', sums });
    await here.until(HOUR);
    expect(here.heard).not.toContain('releaseRefund');
    expect(outcome).toBe('act-does-not-fit');
  });

  it('the clerk is told of the leg that is back, so that it is not transferred as well', async () => {
    const here = await stoppedForADay();
    expect((await here.stored()).refund?.legs).toMatchObject({ insurance: 'refunded' });
    await here.act({ kind: 'record-transfer', receipt: 'T1' });
    expect((await here.stored()).refund?.legs).toEqual({ cash: 'by-hand', insurance: 'refunded' });
  });

  it('the platform is told of the insurance also where the cash goes back by hand', async () => {
    const here = await stoppedForADay();
    await here.act({ kind: 'record-transfer', receipt: 'T1' });
    await here.until(2 * HOUR);
    expect(here.at.told).toBeGreaterThan(0);
  });

  it('a word that the platform never takes does not hide that the money is back', async () => {
    const here = await insuredWorld(booked());
    isPaid(here);
    here.at.refuseTold = failed(undefined, 'none', 'RULE_LIMIT');
    await here.ask();
    const order = await here.until(25 * HOUR);
    expect([here.at.refund, here.at.upload.status]).toEqual(['SUCCESS', 'refunded']);
    expect(order.refund?.legs).toEqual({ cash: 'refunded', insurance: 'refunded' });
    expect(order.review?.reason).not.toBe('refund-undecided');
  });
});

describe('a self-pay order (money rule 9: CASH_ONLY has no 6203)', () => {
  it('goes back while the insurance bureau is down: it has nothing to do with it', async () => {
    const { upload: _none, ...rest } = INSURED;
    const cash = fen(4000);
    const here = await insuredWorld(
      orderIn('paid', {
        ...rest,
        payWith: 'cash',
        amounts: {
          ...{ mode: 'fixed', payType: 'cash', total: cash, cash, insurance: fen(0) },
          ...{ cashAdd: fen(0), cashReduced: fen(0) },
        },
        legs: { cash: 'paid', insurance: 'none' },
        proof: { total: cash, cash, insurance: fen(0), paidAt: T0 },
        settlement: { state: 'settled', attempts: 1 },
        dueAt: null,
      }),
    );
    here.at.cash = 'SUCCESS';
    here.at.bureauSilent = true;
    await here.ask();
    await here.until(2 * HOUR);
    expect((await here.stored()).refund?.state).toBe('done');
  });
});
