import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import { STATE } from '../support/payinsurance-answers';
import {
  answer,
  bench,
  FOREVER,
  INDEPENDENT,
  ok,
  ORDER,
  sealed,
  type Message,
} from '../support/payinsurance-bench';

async function queried(message: Message, body = answer({ ...STATE, ...message })) {
  return bench(undefined, () => ok(body)).channel.query({ orderNo: ORDER }, FOREVER);
}

async function evidence(message: Message): Promise<PaymentEvidence> {
  const outcome = await queried(message);
  if (outcome.kind !== 'evidence') throw new Error(JSON.stringify(outcome));
  return outcome.evidence;
}

/** Everything that §3.4 may say. */
const PAID: Message = {
  med_trade_state: 'SUCCESS',
  cash_trade_status: 'SUCCESS',
  insurance_trade_status: 'PAYED',
  trade_status_desc: '支付成功',
  time_end: '20260302100501',
  order_type: 'DiagPay',
  pay_type: '3',
  total_fee: '20000',
  cash_fee: '5000',
  insurance_fee: '15000',
  Insurance_self_fee: '4000',
  insurance_fund_fee: '10000',
  insurance_other_fee: '1000',
  med_trans_id: 'M1',
  insurance_order_id: 'I1',
  cash_order_id: 'C1',
};

test('a paid order in full', async () => {
  expect(await evidence(PAID)).toEqual({
    orderNo: ORDER,
    ours: true,
    state: 'paid',
    legs: { cash: 'paid', insurance: 'paid' },
    payWith: 'mixed',
    amounts: {
      total: 20000,
      cash: 5000,
      insurance: 15000,
      insuranceSelf: 4000,
      insuranceFund: 10000,
      insuranceOther: 1000,
    },
    platformTradeNo: 'M1',
    insuranceTradeNo: 'I1',
    cashTradeNo: 'C1',
    paidAt: Date.UTC(2026, 2, 2, 2, 5, 1),
  });
});

describe('traps 3 and 4: states', () => {
  test.each([
    ['SUCCESS', 'paid'],
    ['REFUND', 'refunded'],
    ['NOTPAY', 'not-paid'],
    ['CLOSED', 'closed'],
    ['PAYING', 'paying'],
    ['INITIAL', 'unbound'],
    ['SYS_REFUNDING', 'failing'],
    ['SYS_REFUNDED', 'failed'],
  ])('%s is %s', async (state, ours) => {
    expect(await evidence({ med_trade_state: state })).toMatchObject({ state: ours });
  });

  test.each(['', 'success', 'PAYED', 'REFUNDED', 'SYS_REFUND', 'SUCCESS ', 'constructor'])(
    '%j is no evidence at all',
    async (state) => {
      expect(await queried({ med_trade_state: state })).toEqual({
        kind: 'unknown',
        code: 'state-unreadable',
        reason: 'payment-unreachable',
      });
    },
  );
});

describe('trap 5: legs', () => {
  test.each([
    ['SUCCESS', 'paid'],
    ['PAYED', 'paid'],
    ['REFUND', 'refunded'],
    ['NOTPAY', 'unpaid'],
    ['CLOSED', 'closed'],
    ['', 'unstated'],
  ])('%j is %s on either leg', async (status, leg) => {
    const { legs } = await evidence({ cash_trade_status: status, insurance_trade_status: status });
    expect(legs).toEqual({ cash: leg, insurance: leg });
  });

  test.each(['cash_trade_status', 'insurance_trade_status'])(
    'an unreadable %s is no evidence at all',
    async (name) => {
      expect(await queried({ [name]: 'PAID' })).toMatchObject({ code: 'leg-unreadable' });
    },
  );

  test('trap 3: half-paid and unwinding says so on its legs', async () => {
    const half = { med_trade_state: 'SYS_REFUNDING', cash_trade_status: 'SUCCESS' };
    expect(await evidence({ ...half, insurance_trade_status: 'NOTPAY' })).toMatchObject({
      state: 'failing',
      legs: { cash: 'paid', insurance: 'unpaid' },
    });
  });
});

describe('traps 6, 8 and 16: amounts', () => {
  test('trap 6: insurance_self_fee is read in both spellings', async () => {
    expect((await evidence({ insurance_self_fee: '7' })).amounts.insuranceSelf).toBe(7);
    expect((await evidence({ Insurance_self_fee: '7' })).amounts.insuranceSelf).toBe(7);
  });

  test('trap 8: what is missing is left out, never taken for 0', async () => {
    const { amounts } = await evidence({ ...PAID, total_fee: '', cash_fee: '', insurance_fee: '' });
    expect(amounts).toEqual({ insuranceSelf: 4000, insuranceFund: 10000, insuranceOther: 1000 });
  });

  test.each(['', '1', '2'])(
    'trap 8: what a missing insurance_fee means is for the order to say, whatever pay_type %j says',
    async (pay_type) => {
      expect((await evidence({ pay_type })).amounts).toEqual({ total: 100, cash: 100 });
      expect((await evidence({ pay_type, insurance_fee: '5' })).amounts.insurance).toBe(5);
    },
  );

  test('trap 16: amounts that do not add up are handed on as they are', async () => {
    expect((await evidence({ ...PAID, total_fee: '30000' })).amounts).toMatchObject({
      total: 30000,
      cash: 5000,
      insurance: 15000,
    });
  });

  test.each(['-1', '1.0', '1e3', '0x10', '00', '010', ' 1', '1 ', '九', '9007199254740992', '+1'])(
    'the amount %j is no amount',
    async (text) => {
      const { amounts } = await evidence({ total_fee: text, cash_fee: text, insurance_fee: text });
      expect(amounts).toEqual({});
    },
  );

  test('0 and the largest safe integer are amounts', async () => {
    const { amounts } = await evidence({ total_fee: '9007199254740991', cash_fee: '0' });
    expect(amounts).toMatchObject({ total: Number.MAX_SAFE_INTEGER, cash: 0 });
  });

  test('an unreadable pay_type is no evidence at all', async () => {
    expect(await queried({ pay_type: '4' })).toMatchObject({ code: 'pay-type-unreadable' });
  });
});

describe('times are Asia/Shanghai', () => {
  test('midnight there is the day before in UTC', async () => {
    const { paidAt } = await evidence({ ...PAID, time_end: '20260302000000' });
    expect(paidAt).toBe(Date.UTC(2026, 2, 1, 16, 0, 0));
  });

  test.each([
    '',
    '20260230100000',
    '20260302240000',
    '2026-03-02 10:00',
    '00000000000000',
    '2026030210',
  ])('time_end %j is left out', async (time_end) => {
    expect(await evidence({ ...PAID, time_end })).not.toHaveProperty('paidAt');
  });

  test('an unpaid order has no time of payment, whatever time_end says', async () => {
    expect(await evidence({ ...PAID, med_trade_state: 'NOTPAY' })).not.toHaveProperty('paidAt');
  });
});

describe('whose it is', () => {
  test.each(['appid', 'mch_id', 'sub_appid', 'sub_mch_id'])(
    'another %s is not ours',
    async (name) => {
      expect(await evidence({ [name]: 'another' })).toMatchObject({ ours: false });
    },
  );

  test.each(['appid', 'mch_id'])('a missing %s is not ours', async (name) => {
    expect(await evidence({ [name]: '' })).toMatchObject({ ours: false });
  });

  test('missing sub fields are tolerated: they are marked N', async () => {
    expect(await evidence({ sub_appid: '', sub_mch_id: '' })).toMatchObject({ ours: true });
  });

  test('independent mode compares the hospital itself', async () => {
    const own = { appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId };
    const ask = async (more: Message) => {
      const body = sealed({ return_code: 'SUCCESS', ...STATE, ...own, ...more });
      return bench(INDEPENDENT, () => ok(body)).channel.query({ orderNo: ORDER }, FOREVER);
    };
    expect(await ask({})).toMatchObject({ evidence: { ours: true } });
    expect(await ask({ sub_mch_id: '1900000999' })).toMatchObject({ evidence: { ours: false } });
  });
});
