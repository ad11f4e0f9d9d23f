import { ERROR_CATALOGUE } from '../../cloudfunctions/channels/payinsurance/error-catalogue';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import {
  cases,
  failing,
  gateway,
  refusing,
  returnFail,
  run,
  unsigned,
} from '../support/payinsurance-answers';
import { answer, bench, FOREVER, KEY, ok, OTHER_ORDER, xml } from '../support/payinsurance-bench';
import {
  CASH_REFUND,
  NUMBERS,
  REFUND,
  REFUND_NO,
  REFUND_STATE,
  REFUND_TAKEN,
  refundAnswer,
} from '../support/payinsurance-refunds';
import section5 from '../vectors/payinsurance-error-numbers.json';

const taken = (message: Record<string, string>) =>
  ok(refundAnswer({ ...REFUND_TAKEN, ...message }));
const no = (code: string) => ok(refundAnswer(failing(code)));

/** Every number of §5 under the calls of refunds; what is not here is unknown, under its own code. */
const AFTER_REFUND: Readonly<Record<string, string>> = {
  '513': 'not-sent',
  '550': 'taken',
  '554': 'refused',
  '558': 'refused',
  '80001': 'not-sent',
  '80002': 'not-sent',
};
const AFTER_QUERY: Readonly<Record<string, string>> = { '551': 'not-found' };

describe('every number of §5', () => {
  test.each(section5.numbers.map(([code]) => String(code)))('%s', async (code) => {
    const kind = AFTER_REFUND[code] ?? 'unknown';
    expect(await run.refund(no(code))).toMatchObject(kind === 'taken' ? { kind } : { kind, code });
    const asked = AFTER_QUERY[code] ?? 'unknown';
    expect(await run.queryRefund(refusing(code))).toMatchObject(
      asked === 'not-found' ? { kind: asked } : { kind: asked, code },
    );
  });

  test.each(section5.numbers.map(([code]) => String(code)))(
    'trap 28: %s unsigned, in a return_code FAIL, counts only without an effect',
    async (code) => {
      const signed = AFTER_REFUND[code] ?? 'unknown';
      const kind = signed === 'taken' ? 'unknown' : signed;
      expect(await run.refund(returnFail({ err_code: code }))).toMatchObject({ kind, code });
      expect(await run.queryRefund(returnFail({ err_code: code }))).toMatchObject({
        kind: 'unknown',
        code,
      });
    },
  );

  const harmless = ERROR_CATALOGUE.filter(
    ({ scope, effect }) =>
      effect === 'none' && scope.some((call) => call === 'refund' || call === 'any'),
  );

  test.each(harmless.map(({ code }) => code))(
    '%s without an effect: refused for good is what never passes, nothing else',
    async (code) => {
      const kind = ['554', '558'].includes(code) ? 'refused' : 'not-sent';
      expect(await run.refund(no(code))).toMatchObject({ kind, code });
    },
  );
});

describe('refund: taken, refused, not sent or unknown (money rule 2)', () => {
  test('success: the platform has it, under a number of its own', async () => {
    expect(await run.refund(taken({}))).toEqual({ kind: 'taken', platformRefundNo: 'RM1' });
  });

  test('550: it was taken before, queryRefund proves it', async () => {
    expect(await run.refund(no('550'))).toEqual({ kind: 'taken' });
  });

  test.each(
    cases(
      ['trap 7: success whatever err_code says', taken({ err_code: '554' }), 'taken'],
      ['trap 7: failure although err_code is 0', no('0'), 'unknown', '0'],
      ['trap 8: fields that nobody knows', taken({ new_field: '1' }), 'taken'],
      [
        'trap 30: account and numbers, which may stand there, if they are ours',
        ok(answer({ ...REFUND_STATE, ...REFUND_TAKEN })),
        'taken',
      ],
      ['another hospital', taken({ sub_mch_id: '1' }), 'unknown', 'not-ours'],
      ['another appid', taken({ appid: 'wxother' }), 'unknown', 'not-ours'],
      [
        'a no for another merchant',
        ok(refundAnswer({ ...failing('554'), mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
      [
        'a 550 for another merchant',
        ok(refundAnswer({ ...failing('550'), mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
      ['another order', taken({ hosp_out_trade_no: OTHER_ORDER }), 'unknown', 'other-refund'],
      [
        'another refund',
        taken({ hosp_out_refund_no: `R${OTHER_ORDER}` }),
        'unknown',
        'other-refund',
      ],
      [
        'a no for another refund',
        ok(refundAnswer({ ...failing('558'), hosp_out_refund_no: 'R1' })),
        'unknown',
        'other-refund',
      ],
      ['more cash than asked', taken({ cash_refund_fee: '5001' }), 'unknown', 'refund-sums'],
      ['less cash than asked', taken({ cash_refund_fee: '0' }), 'unknown', 'refund-sums'],
      [
        'other insurance than asked',
        taken({ insurance_refund_fee: '0' }),
        'unknown',
        'refund-sums',
      ],
      ['sums in yuan', taken({ cash_refund_fee: '5000.00' }), 'unknown', 'refund-sums'],
      ['sums that are none', taken({ insurance_refund_fee: '-15000' }), 'unknown', 'refund-sums'],
      ['trap 8: no sums', taken({ cash_refund_fee: '', insurance_refund_fee: '' }), 'taken'],
      [
        'unsigned success',
        ok(xml({ return_code: 'SUCCESS', ...REFUND_TAKEN })),
        'unknown',
        'signature',
      ],
      [
        'success signed with another key',
        ok(refundAnswer(REFUND_TAKEN, KEY.toLowerCase())),
        'unknown',
        'signature',
      ],
      ['an unsigned 554', unsigned(failing('554')), 'unknown', 'signature'],
      ['an unsigned 550', unsigned(failing('550')), 'unknown', 'signature'],
      ['unsigned 签名失败', returnFail({ return_msg: '签名失败' }), 'not-sent', '签名失败'],
      ['an unsigned return FAIL', returnFail({}), 'unknown', 'unlisted'],
      [
        'an unknown number beside a known one',
        returnFail({ err_code: '554', errcode: '599' }),
        'unknown',
        '599',
      ],
      ['a number nobody listed', no('599'), 'unknown', '599'],
      ['a code that might be a name', no('张小国 refunded'), 'unknown', 'unlisted'],
      ['no connection', { ok: false, failure: 'not-sent' }, 'not-sent', 'not-sent'],
      ['quota', gateway(45009), 'not-sent', '45009'],
      ['the egress IP is not on the white list', gateway(61004), 'not-sent', '61004'],
    ),
  )('%s', async (_what, outcome, expected) => {
    expect(await run.refund(outcome)).toMatchObject(expected);
  });

  test.each(['', 'R M1', 'x'.repeat(33), '退款单'])(
    'a med_refund_id %j that cannot be asked by is not kept',
    async (med_refund_id) => {
      expect(await run.refund(taken({ med_refund_id }))).toEqual({ kind: 'taken' });
    },
  );

  test('the sums of a part are compared with the part', async () => {
    const part: RefundRequest = { ...CASH_REFUND, mode: 'cash-part' };
    const send = (message: Record<string, string>) =>
      bench(undefined, () => taken(message)).sender.refund(part, FOREVER);
    expect((await send({ insurance_refund_fee: '0' })).kind).toBe('taken');
    expect(await send({})).toMatchObject({ kind: 'unknown', code: 'refund-sums' });
  });

  test.each(['40001', '40014', '42001'])(
    'trap 27: after %s one new token, and the same refund once more',
    async (code) => {
      const answers: HttpOutcome[] = [gateway(Number(code)), taken({})];
      const rig = bench(undefined, () => answers.shift() ?? ok(''));
      expect((await rig.sender.refund(REFUND, FOREVER)).kind).toBe('taken');
      expect(rig.calls()).toEqual(['gettoken', 'refund', 'gettoken', 'refund']);
    },
  );

  test('a token refused twice has had no effect', async () => {
    const rig = bench(undefined, () => gateway(40001));
    expect(await rig.sender.refund(REFUND, FOREVER)).toMatchObject({
      kind: 'not-sent',
      code: '40001',
    });
  });

  test('without time nothing is sent', async () => {
    const rig = bench();
    expect(await rig.sender.refund(REFUND, { leftMs: () => 0 })).toEqual({
      kind: 'not-sent',
      code: 'token-wait',
      reason: 'timeout',
    });
    expect(rig.sent).toEqual([]);
  });

  test('leaves a line: call, outcome, code, order', async () => {
    const rig = bench(undefined, () => no('554'));
    await rig.sender.refund(REFUND, FOREVER);
    expect(rig.lines[1]).toBe(
      `payinsurance.call {"call":"refund","outcome":"failure","code":"554","reason":"payment-refused","orderNo":"${REFUND.orderNo}","durationMs":0}`,
    );
  });
});

describe('what the patient reads while it is unknown', () => {
  test('a foreign account is a fault of ours, anything else is being asked after', async () => {
    const foreign = { kind: 'unknown', code: 'not-ours', reason: 'payment-misconfigured' };
    expect(await run.refund(taken({ mch_id: '1' }))).toEqual(foreign);
    expect(await run.queryRefund(ok(refundAnswer(failing('551'))))).toEqual(foreign);
    const reason = 'payment-unreachable';
    expect(await run.refund(taken({ cash_refund_fee: '1' }))).toMatchObject({ reason });
    expect(await run.refund(taken({ hosp_out_refund_no: 'R1' }))).toMatchObject({ reason });
  });
});

describe('queryrefund: evidence, not found or unknown (trap 30)', () => {
  const said = (message: Record<string, string>) => ok(answer({ ...REFUND_STATE, ...message }));

  test.each(
    cases(
      ['a state', said({}), 'evidence'],
      [
        'the answer to refund, which has no state',
        ok(answer(REFUND_TAKEN)),
        'unknown',
        'order-no-unreadable',
      ],
      ['another order', said({ hosp_out_trade_no: OTHER_ORDER }), 'unknown', 'other-order'],
      [
        'another refund of the order',
        said({ hosp_out_refund_no: `${REFUND_NO}2` }),
        'unknown',
        'other-refund',
      ],
      ['no order', said({ hosp_out_trade_no: '' }), 'unknown', 'order-no-unreadable'],
      ['no refund', said({ hosp_out_refund_no: '' }), 'unknown', 'refund-no-unreadable'],
      ['unsigned', unsigned(REFUND_STATE), 'unknown', 'signature'],
      ['551, signed', refusing('551'), 'not-found'],
      [
        '551 for another merchant',
        ok(answer({ ...failing('551'), mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
      ['551 for nobody', ok(refundAnswer(failing('551'))), 'unknown', 'not-ours'],
      ['an unsigned 551', unsigned(failing('551')), 'unknown', 'signature'],
      ['no connection', { ok: false, failure: 'not-sent' }, 'unknown', 'not-sent'],
      ['quota', gateway(45009), 'unknown', '45009'],
    ),
  )('%s', async (_what, outcome, expected) => {
    expect(await run.queryRefund(outcome)).toMatchObject(expected);
  });

  test('the token is the same trouble as elsewhere (trap 27)', async () => {
    const answers: HttpOutcome[] = [gateway(42001), said({})];
    const rig = bench(undefined, () => answers.shift() ?? ok(''));
    expect((await rig.channel.queryRefund(NUMBERS, FOREVER)).kind).toBe('evidence');
    expect(rig.calls()).toEqual(['gettoken', 'queryrefund', 'gettoken', 'queryrefund']);
  });
});
