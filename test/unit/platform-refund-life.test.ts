/**
 * What becomes of a refund of the simulated platform, and how queryrefund tells it (§3.7; traps 6, 30,
 * 34): the legs, the levers, the money, the lookup, the spellings.
 */

import { memoryTables } from '../../sandbox/shared/tables';
import { HOSPITAL, NOW, OTHER_HOSPITAL, PROVIDER, type Message } from '../wire/platform-support';
import { bench, CASH_ONLY_ORDER, INSURANCE_ONLY_ORDER, type Bench } from './platform-bench';

let rig: Bench;
beforeEach(() => {
  rig = bench();
});

function refunded(order: Message = {}, change: Message = {}): Message {
  const message = rig.paid(order);
  expect(rig.refund(message, change)).toMatchObject({ result_code: 'SUCCESS' });
  return message;
}
const told = ({ hosp_out_trade_no }: Message) => rig.queryRefund({ hosp_out_trade_no });
const states = (order: Message) => {
  const { med_refund_state, cash_refund_statuses, insurance_refund_status } = told(order);
  return [med_refund_state, cash_refund_statuses, insurance_refund_status];
};
const named = ({ hosp_out_trade_no }: Message) => ({ hospOutTradeNo: hosp_out_trade_no });
const balance = (openid = 'o-zhang') =>
  rig.tables.table<{ cashBalanceFen: number }>('payinsurance.users').get(openid)?.cashBalanceFen;

describe('by itself', () => {
  test('it is REFUNDING for 5 s, then SUCCESS, and the payer has the cash again', () => {
    const order = refunded();
    expect(balance()).toBe(999_900);
    expect(states(order)).toEqual(['REFUNDING', 'REFUNDING', 'REFUNDING']);
    expect(told(order).refund_end_time).toBeUndefined();
    rig.advance(4_999);
    expect(states(order)).toEqual(['REFUNDING', 'REFUNDING', 'REFUNDING']);
    expect(balance()).toBe(999_900);
    rig.advance(1);
    expect(states(order)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    expect(balance()).toBe(1_000_000);
    rig.advance(3_600_000);
    expect(told(order).refund_end_time).toBe('20260302100005');
    expect(balance()).toBe(1_000_000);
  });
  test('it is over at its time, whoever looks first and however late', () => {
    const order = refunded();
    rig.advance(86_400_000);
    expect(rig.engine.cashier.view(named(order)).cashBalance).toBe(1_000_000);
    expect(told(order).refund_end_time).toBe('20260302100005');
  });
  test('the answer has the fields of §3.7 and no others', () => {
    const order = refunded();
    rig.advance(5_000);
    const { sign, nonce_str, ...fields } = told(order);
    expect([sign?.length, nonce_str?.length]).toEqual([32, 32]);
    expect(fields).toEqual({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      err_code: '0',
      appid: PROVIDER.appid,
      mch_id: PROVIDER.mchId,
      sub_appid: HOSPITAL.appid,
      sub_mch_id: HOSPITAL.mchId,
      med_trans_id: rig.order(order).medTransId,
      med_refund_id: rig.engine.refunds.get(named(order))?.medRefundId,
      hosp_out_trade_no: order.hosp_out_trade_no,
      hosp_out_refund_no: `R${order.hosp_out_trade_no ?? ''}`,
      insurance_refund_fee: '100',
      cash_refund_fee: '100',
      cash_refund_statuses: 'SUCCESS',
      insurance_refund_status: 'SUCCESS',
      med_refund_state: 'SUCCESS',
      refund_end_time: '20260302100005',
      response_content: expect.stringContaining('aaz216') as string,
      cash_refund_id: expect.stringMatching(/^5030000/) as string,
      insurance_refund_id: expect.stringMatching(/^J/) as string,
    });
  });
  test('a leg that it does not have is left out', () => {
    const cash = told(refunded(CASH_ONLY_ORDER));
    const insurance = told(refunded(INSURANCE_ONLY_ORDER));
    const part = told(refunded({}, { part_refund_type: 'CASH_ONLY', cash_refund_fee: '30' }));
    for (const fields of [cash, part]) {
      expect(Object.keys(fields).filter((name) => name.startsWith('insurance'))).toEqual([]);
    }
    expect(Object.keys(insurance).filter((name) => name.startsWith('cash'))).toEqual([]);
    expect([cash.cash_refund_fee, part.cash_refund_fee]).toEqual(['200', '30']);
    rig.advance(5_000);
    expect(rig.engine.refunds.list()).toHaveLength(3);
    expect(balance()).toBe(1_000_000 - 100 + 30);
  });
  test('its duration is a setting', () => {
    rig = bench({ settings: { refundingMs: 0 } });
    expect(states(refunded())).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
  });
});

describe('decided before it is asked for', () => {
  test('the bank returns the cash: CHANGE, the total stays REFUNDING, nobody has the money', () => {
    rig.engine.refunds.plan({ cash: 'CHANGE' });
    const order = refunded();
    rig.advance(5_000);
    expect(states(order)).toEqual(['REFUNDING', 'CHANGE', 'SUCCESS']);
    expect(told(order).refund_end_time).toBeUndefined();
    expect(balance()).toBe(999_900);
    rig.advance(86_400_000);
    expect(states(order)).toEqual(['REFUNDING', 'CHANGE', 'SUCCESS']);
  });
  test('the bureau refuses: FAIL, the total stays REFUNDING, until it heals', () => {
    rig.engine.refunds.plan({ insurance: 'FAIL' });
    const order = refunded();
    rig.advance(5_000);
    expect(states(order)).toEqual(['REFUNDING', 'SUCCESS', 'FAIL']);
    expect(told(order).response_content).toBeUndefined();
    rig.advance(3_600_000);
    rig.engine.refunds.act(named(order), 'heal');
    expect(states(order)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    expect(told(order)).toMatchObject({ refund_end_time: '20260302110005' });
    expect(told(order).response_content).toBeDefined();
    expect(balance()).toBe(1_000_000);
  });
  test('it stays REFUNDING until told', () => {
    rig.engine.refunds.plan({ afterMs: null });
    const order = refunded();
    rig.advance(86_400_000);
    expect(states(order)).toEqual(['REFUNDING', 'REFUNDING', 'REFUNDING']);
    rig.engine.refunds.act(named(order), 'finish');
    expect(states(order)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    expect(told(order).refund_end_time).toBe('20260303100000');
  });
  test('a plan is for one refund: that of its order, else the next', () => {
    const [first, second, third] = [rig.paid(), rig.paid(), rig.paid()];
    rig.engine.refunds.plan({ cash: 'CHANGE' });
    rig.engine.refunds.plan({ afterMs: 0 }, second.hosp_out_trade_no);
    for (const order of [second, first, third]) rig.refund(order);
    expect(states(second)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    rig.advance(5_000);
    expect(states(first)[1]).toBe('CHANGE');
    expect(states(third)[0]).toBe('SUCCESS');
  });
});

describe('levers on a refund under way', () => {
  test('finish ends every leg now, once', () => {
    const order = refunded();
    rig.advance(1_000);
    rig.engine.refunds.act(named(order), 'finish');
    rig.engine.refunds.act(named(order), 'finish');
    rig.advance(60_000);
    expect(told(order).refund_end_time).toBe('20260302100001');
    expect(balance()).toBe(1_000_000);
  });
  test('change and fail end one leg now, the other at its time', () => {
    const [changed, failed] = [refunded(), refunded()];
    rig.engine.refunds.act(named(changed), 'change');
    rig.engine.refunds.act(named(failed), 'fail');
    expect(states(changed)).toEqual(['REFUNDING', 'CHANGE', 'REFUNDING']);
    expect(states(failed)).toEqual(['REFUNDING', 'REFUNDING', 'FAIL']);
    rig.advance(5_000);
    expect(states(changed)).toEqual(['REFUNDING', 'CHANGE', 'SUCCESS']);
    expect(states(failed)).toEqual(['REFUNDING', 'SUCCESS', 'FAIL']);
  });
  test('a bureau that heals while the cash is under way does not end the cash', () => {
    const order = refunded();
    rig.engine.refunds.act(named(order), 'fail');
    rig.engine.refunds.act(named(order), 'heal');
    expect(states(order)).toEqual(['REFUNDING', 'REFUNDING', 'SUCCESS']);
    rig.advance(5_000);
    expect(told(order).refund_end_time).toBe('20260302100005');
  });
  test('stay stops the clock for it', () => {
    const order = refunded();
    rig.engine.refunds.act(named(order), 'stay');
    rig.advance(86_400_000);
    expect(states(order)[0]).toBe('REFUNDING');
  });
  test('what does not fit is refused and changes nothing', () => {
    const cash = refunded(CASH_ONLY_ORDER);
    const act = (order: Message, name: 'finish' | 'change' | 'fail' | 'heal') => () =>
      rig.engine.refunds.act(named(order), name);
    expect(act(cash, 'fail')).toThrow('no insurance leg');
    expect(act(refunded(INSURANCE_ONLY_ORDER), 'change')).toThrow('no cash leg');
    expect(act(cash, 'heal')).toThrow('has not failed');
    expect(act(rig.paid(), 'finish')).toThrow('no such refund');
    rig.advance(5_000);
    expect(act(cash, 'change')).toThrow('SUCCESS, not REFUNDING');
    const stuck = refunded(CASH_ONLY_ORDER);
    act(stuck, 'change')();
    expect(act(stuck, 'finish')).toThrow('CHANGE, not REFUNDING');
    expect(balance()).toBe(1_000_000 - 100 - 200);
  });
});

describe('queryrefund', () => {
  test('takes any number, the first of §3.7’s priority alone (trap 34)', () => {
    const [one, other] = [refunded(), refunded()];
    const numbers = (order: Message): Message => ({
      med_refund_id: rig.engine.refunds.get(named(order))?.medRefundId,
      hosp_out_refund_no: `R${order.hosp_out_trade_no ?? ''}`,
      hosp_out_trade_no: order.hosp_out_trade_no,
      med_trans_id: rig.order(order).medTransId,
    });
    const [ofOne, ofOther] = [numbers(one), numbers(other)];
    const priority = Object.keys(ofOne);
    for (const [place, name] of priority.entries()) {
      const lesser = Object.fromEntries(
        priority.slice(place + 1).map((less) => [less, ofOther[less]]),
      );
      const asked = rig.queryRefund({ ...lesser, [name]: ofOne[name] });
      expect(asked.hosp_out_trade_no).toBe(one.hosp_out_trade_no);
      const wrong = rig.queryRefund({ ...lesser, [name]: 'unknown' });
      expect(wrong).toMatchObject({ result_code: 'FAIL', err_code: '551' });
      expect(wrong.err_code_des).toContain('退款单查询失败');
    }
  });
  test('551 when nothing was ever refunded, or another hospital asks; 513 without a number', () => {
    const order = refunded();
    expect(told(rig.paid())).toMatchObject({ err_code: '551' });
    expect(rig.queryRefund({})).toMatchObject({ err_code: '513' });
    expect(rig.queryRefund({ hosp_out_refund_no: 'x'.repeat(65) }).err_code).toBe('513');
    expect(rig.queryRefund({ refund_id: 'x' }).err_code).toBe('513');
    rig.useTokenOf(OTHER_HOSPITAL);
    const foreign = {
      sub_mch_id: OTHER_HOSPITAL.mchId,
      hosp_out_trade_no: order.hosp_out_trade_no,
    };
    expect(rig.queryRefund(foreign)).toMatchObject({ err_code: '551' });
    const { medRefundId } = rig.engine.refunds.list()[0] ?? {};
    const byId = { sub_mch_id: OTHER_HOSPITAL.mchId, med_refund_id: medRefundId };
    expect(rig.queryRefund(byId)).toMatchObject({ err_code: '551' });
  });
  test('can answer in the document’s other spellings (trap 6)', () => {
    const order = refunded();
    for (const spelling of ['cash_refund_status', 'cash_refund_stauts']) {
      rig.engine.setSpellings({ cash_refund_statuses: spelling });
      const fields = told(order);
      expect(fields[spelling]).toBe('REFUNDING');
      expect(fields.cash_refund_statuses).toBeUndefined();
    }
    rig.engine.setSpellings({ err_code_des: 'err_code_desc', err_code_desc: 'err_code_des' });
    expect(told(order).cash_refund_statuses).toBe('REFUNDING');
    expect(rig.queryRefund({}).err_code_desc).toContain('参数错误');
    expect(rig.refund(order).err_code_des).toContain('退款已成功提交');
    expect(() => rig.engine.setSpellings({ cash_refund_statuses: 'state' })).toThrow(RangeError);
  });
  test('the levers spell the notice, too', () => {
    rig.engine.setSpellings({ Insurance_self_fee: 'insurance_self_fee' });
    rig.paid();
    const [notice] = rig.engine.notices.list();
    expect(notice?.body).toContain('<insurance_self_fee>');
    expect(notice?.body).not.toContain('<Insurance_self_fee>');
  });
});

test('a refund, its plan and its end survive a restart', () => {
  const order = refunded();
  rig.engine.refunds.plan({ cash: 'CHANGE' }, 'T-later');
  const copies = memoryTables();
  for (const name of ['users', 'tokens', 'orders', 'notices', 'bureau', 'refunds', 'refundPlans']) {
    const table = rig.tables.table<{ id?: string; openid?: string; slot?: string }>(
      `payinsurance.${name}`,
    );
    for (const record of table.values()) {
      const copy: unknown = JSON.parse(JSON.stringify(record));
      const id = record.id ?? record.openid ?? record.slot ?? 'rule';
      copies.table(`payinsurance.${name}`).put(id, copy);
    }
  }
  rig = bench({}, copies);
  expect(rig.now()).toBe(NOW);
  expect(rig.refund(order)).toMatchObject({ err_code: '550' });
  rig.advance(5_000);
  expect(states(order)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
  const later = rig.paid({ hosp_out_trade_no: 'T-later' });
  rig.refund(later);
  rig.advance(5_000);
  expect(states(later)[1]).toBe('CHANGE');
});
