import { Hash } from 'wechatpay-axios-plugin';
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { refusing } from '../support/payinsurance-answers';
import {
  answer,
  bench,
  FOREVER,
  IDENTITY,
  INDEPENDENT,
  KEY,
  ok,
  ORDER,
  OTHER_ORDER,
  sealed,
  type Message,
} from '../support/payinsurance-bench';
import {
  askedRefund,
  NUMBERS,
  REFUND_NO,
  REFUND_STATE,
  refundEvidenceOf,
} from '../support/payinsurance-refunds';

test('a finished refund in full', async () => {
  expect(await refundEvidenceOf({})).toEqual({
    orderNo: ORDER,
    refundNo: REFUND_NO,
    ours: true,
    state: 'refunded',
    legs: { cash: 'refunded', insurance: 'refunded' },
    amounts: { cash: 5000, insurance: 15000 },
    platformRefundNo: 'RM1',
    cashRefundNo: 'RC1',
    insuranceRefundNo: 'RI1',
    endedAt: Date.UTC(2026, 2, 2, 3, 5, 1),
  });
});

describe('the state proves, result_code does not', () => {
  test.each([
    ['SUCCESS', 'refunded'],
    ['REFUNDING', 'refunding'],
  ])('%s is %s', async (med_refund_state, state) => {
    expect(await refundEvidenceOf({ med_refund_state })).toMatchObject({ state });
  });

  test.each(['', 'FAIL', 'CHANGE', 'success', 'SUCCESS ', 'REFUND', 'constructor'])(
    '%j is no evidence at all, whatever the legs say',
    async (med_refund_state) => {
      expect(await askedRefund({ med_refund_state })).toEqual({
        kind: 'unknown',
        code: 'state-unreadable',
        reason: 'payment-unreachable',
      });
    },
  );
});

describe('legs', () => {
  test.each([
    ['SUCCESS', 'refunded'],
    ['REFUNDING', 'refunding'],
    ['CHANGE', 'change'],
    ['FAIL', 'failed'],
    ['', 'unstated'],
  ])('cash %j is %s', async (cash_refund_status, leg) => {
    const { legs } = await refundEvidenceOf({ cash_refund_status });
    expect(legs).toEqual({ cash: leg, insurance: 'refunded' });
  });

  test.each([
    ['SUCCESS', 'refunded'],
    ['REFUNDING', 'refunding'],
    ['FAIL', 'failed'],
    ['', 'unstated'],
  ])('insurance %j is %s', async (insurance_refund_status, leg) => {
    const { legs } = await refundEvidenceOf({ insurance_refund_status });
    expect(legs).toEqual({ cash: 'refunded', insurance: leg });
  });

  test('insurance FAIL leaves the total REFUNDING: handed on as it is said', async () => {
    const evidence = await refundEvidenceOf({
      med_refund_state: 'REFUNDING',
      insurance_refund_status: 'FAIL',
    });
    expect(evidence).toMatchObject({
      state: 'refunding',
      legs: { cash: 'refunded', insurance: 'failed' },
    });
  });

  test.each([
    ['cash_refund_status', 'PAYED'],
    ['cash_refund_status', 'success'],
    ['insurance_refund_status', 'CHANGE'],
    ['insurance_refund_status', 'REFUND'],
    ['insurance_refund_status', '__proto__'],
  ])('%s %s is no evidence at all', async (name, value) => {
    expect(await askedRefund({ [name]: value })).toMatchObject({
      kind: 'unknown',
      code: 'leg-unreadable',
    });
  });
});

describe('trap 6: spellings', () => {
  test.each(['cash_refund_status', 'cash_refund_statuses', 'cash_refund_stauts'])(
    '%s is read',
    async (name) => {
      const { legs } = await refundEvidenceOf({ cash_refund_status: '', [name]: 'CHANGE' });
      expect(legs.cash).toBe('change');
    },
  );

  test('two that agree say one thing, two that differ say nothing', async () => {
    const both = (status: string) => ({
      cash_refund_status: 'SUCCESS',
      cash_refund_stauts: status,
    });
    expect((await refundEvidenceOf(both('SUCCESS'))).legs.cash).toBe('refunded');
    expect(await askedRefund(both('REFUNDING'))).toMatchObject({ code: 'leg-unreadable' });
  });

  test.each(['err_code_des', 'err_code_desc'])('%s is signed, and never needed', async (name) => {
    const asked = (message: Message) =>
      bench(undefined, () => ok(answer(message))).channel.queryRefund(NUMBERS, FOREVER);
    expect((await asked({ ...REFUND_STATE, [name]: '说明' })).kind).toBe('evidence');
    expect(await asked({ result_code: 'FAIL', err_code: '551', [name]: '说明' })).toEqual({
      kind: 'not-found',
    });
  });
});

describe('trap 8: what is missing or unreadable is left out, never taken for 0', () => {
  test.each(['', '-1', '50.00', '1e3', '010', ' 1', '九', '9007199254740992'])(
    'the amount %j is no amount',
    async (text) => {
      const sums = { cash_refund_fee: text, insurance_refund_fee: text };
      expect((await refundEvidenceOf(sums)).amounts).toEqual({});
    },
  );

  test('0 is an amount, and each stands for itself', async () => {
    const sums = { cash_refund_fee: '0', insurance_refund_fee: '' };
    expect((await refundEvidenceOf(sums)).amounts).toEqual({ cash: 0 });
  });

  test('numbers of the platform that are none are left out', async () => {
    const evidence = await refundEvidenceOf({
      med_refund_id: '',
      cash_refund_id: 'x'.repeat(33),
      insurance_refund_id: '退 款',
    });
    expect(evidence).not.toHaveProperty('platformRefundNo');
    expect(evidence).not.toHaveProperty('cashRefundNo');
    expect(evidence).not.toHaveProperty('insuranceRefundNo');
  });
});

describe('refund_end_time is Asia/Shanghai', () => {
  test.each(['20260303000000', '2026-03-03 00:00:00'])('%j', async (refund_end_time) => {
    expect((await refundEvidenceOf({ refund_end_time })).endedAt).toBe(
      Date.UTC(2026, 2, 2, 16, 0, 0),
    );
  });

  test.each([
    '',
    '20260230100000',
    '2026-02-30 10:00:00',
    '2026-03-03',
    'x20260303000000',
    'x2026-03-03 00:00:00',
    '2026-03-03 00:00:00x',
  ])('%j is left out', async (refund_end_time) => {
    expect(await refundEvidenceOf({ refund_end_time })).not.toHaveProperty('endedAt');
  });

  test('a refund that is not finished has no end', async () => {
    expect(await refundEvidenceOf({ med_refund_state: 'REFUNDING' })).not.toHaveProperty('endedAt');
  });
});

describe('whose it is (money rule 4)', () => {
  test.each(['appid', 'mch_id', 'sub_appid', 'sub_mch_id'])(
    'another %s is not ours',
    async (name) => {
      expect(await refundEvidenceOf({ [name]: 'another' })).toMatchObject({ ours: false });
    },
  );

  test.each(['appid', 'mch_id'])('a missing %s is not ours', async (name) => {
    expect(await refundEvidenceOf({ [name]: '' })).toMatchObject({ ours: false });
  });

  test('independent mode compares the hospital itself', async () => {
    const own = { appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId };
    const ask = async (more: Message) => {
      const body = sealed({ return_code: 'SUCCESS', ...REFUND_STATE, ...own, ...more });
      return bench(INDEPENDENT, () => ok(body)).channel.queryRefund(NUMBERS, FOREVER);
    };
    expect(await ask({})).toMatchObject({ evidence: { ours: true } });
    expect(await ask({ sub_mch_id: '1900000999' })).toMatchObject({ evidence: { ours: false } });
  });
});

describe('a field that is not there is as one that is empty', () => {
  const without = (name: string) => {
    const { [name]: _left, ...rest } = REFUND_STATE;
    const body = ok(answer(rest));
    return bench(undefined, () => body).channel.queryRefund(
      { ...NUMBERS, platformRefundNo: 'RM1' },
      FOREVER,
    );
  };

  test.each([
    ['hosp_out_trade_no', 'order-no-unreadable'],
    ['hosp_out_refund_no', 'refund-no-unreadable'],
    ['med_refund_state', 'state-unreadable'],
  ])('%s', async (name, code) => {
    expect(await without(name)).toMatchObject({ kind: 'unknown', code });
  });

  test.each(['med_refund_id', 'refund_end_time', 'cash_refund_status', 'cash_refund_fee'])(
    '%s',
    async (name) => {
      const emptied = await refundEvidenceOf({ [name]: '' });
      expect(await without(name)).toEqual({ kind: 'evidence', evidence: emptied });
    },
  );
});

describe('trap 34: one number at a time, by priority', () => {
  type Numbers = Message & { readonly platformRefundNo?: string };
  async function asking(more: Numbers, ...answers: readonly HttpOutcome[]) {
    const left = [...answers];
    const rig = bench(undefined, () => left.shift() ?? ok(answer(REFUND_STATE)));
    const outcome = await rig.channel.queryRefund({ ...NUMBERS, ...more }, FOREVER);
    const sent = rig.sent.slice(1).map(({ fields }) => Object.fromEntries(fields));
    for (const fields of sent) expect(fields.sign).toBe(Hash.sign(Hash.ALGO_MD5, fields, KEY));
    const asked = sent.map(({ nonce_str: _nonce, sign: _sign, ...fields }) => fields);
    return { outcome, asked };
  }
  const byOurs = { ...IDENTITY, hosp_out_refund_no: REFUND_NO };
  const byTheirs = { ...IDENTITY, med_refund_id: 'RM1' };

  test('by our refund number as long as the platform gave none', async () => {
    expect((await asking({})).asked).toEqual([byOurs]);
  });

  test('an answer that leaves the number asked by out is one, if it names our refund', async () => {
    const left = ok(answer({ ...REFUND_STATE, med_refund_id: '' }));
    const { asked, outcome } = await asking({ platformRefundNo: 'RM1' }, left);
    expect(asked).toEqual([byTheirs]);
    expect(outcome.kind).toBe('evidence');
  });

  test('by the number of the platform first', async () => {
    const { asked, outcome } = await asking({ platformRefundNo: 'RM1' });
    expect(asked).toEqual([byTheirs]);
    expect(outcome.kind).toBe('evidence');
  });

  test.each<[string, HttpOutcome]>([
    ['unknown there', refusing('551')],
    ['of another order', ok(answer({ ...REFUND_STATE, hosp_out_trade_no: OTHER_ORDER }))],
    ['of another refund', ok(answer({ ...REFUND_STATE, hosp_out_refund_no: `R${OTHER_ORDER}` }))],
    ['answered with another', ok(answer({ ...REFUND_STATE, med_refund_id: 'RM2' }))],
  ])('by ours next, when the number of the platform is %s', async (_what, first) => {
    const { asked, outcome } = await asking({ platformRefundNo: 'RM1' }, first);
    expect(asked).toEqual([byTheirs, byOurs]);
    expect(outcome.kind).toBe('evidence');
  });

  test('not when nobody answered, or when the answer cannot be read', async () => {
    const dark: HttpOutcome = { ok: false, failure: 'unknown' };
    expect((await asking({ platformRefundNo: 'RM1' }, dark)).asked).toEqual([byTheirs]);
    const odd = ok(answer({ ...REFUND_STATE, med_refund_state: 'ODD' }));
    expect((await asking({ platformRefundNo: 'RM1' }, odd)).asked).toEqual([byTheirs]);
  });

  test('what the last question brings counts', async () => {
    const { outcome } = await asking({ platformRefundNo: 'RM1' }, refusing('551'), refusing('551'));
    expect(outcome).toEqual({ kind: 'not-found' });
    const dark = await asking({ platformRefundNo: 'RM1' }, refusing('551'), refusing('514'));
    expect(dark.outcome).toMatchObject({ kind: 'unknown', code: '514' });
  });

  test.each(['', 'R M1', 'x'.repeat(33)])(
    'a number of the platform %j that cannot be sent is passed over',
    async (platformRefundNo) => {
      expect((await asking({ platformRefundNo })).asked).toEqual([byOurs]);
    },
  );
});
