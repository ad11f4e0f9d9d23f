/**
 * Asking about a charge, reversing it, bringing it back (APIv3 查询订单, 撤销订单, 退款; money rules 2, 4, 7
 * and 9): each state, each word, in both ways of access; a provider routes by (sub_mchid, number).
 */
import type { CodepayConfig } from '../../cloudfunctions/channels/codepay';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  ABSENT,
  bodyOf,
  chargeSaid,
  error,
  gateway,
  MERCHANT,
  NO_ANSWER,
  NOT_SENT,
  ORDER,
  OTHER_ORDER,
  PLAIN_PROVIDER,
  PROVIDER,
  REFUND,
  refundSaid,
  signed,
  TRADE_NO,
  type Answer,
} from './codepay-bench';

const HOST = 'https://api.mch.weixin.qq.com';

async function query(config: CodepayConfig, ...script: readonly Answer[]) {
  const { payment, sent } = gateway(config, ...script);
  return { seen: await payment.query(ORDER, FOREVER), sent };
}

describe('the query', () => {
  test('routes by the accounts', async () => {
    const own = await query(MERCHANT, ABSENT);
    expect(own.sent[0]).toMatchObject({
      method: 'GET',
      url: `${HOST}/v3/pay/transactions/out-trade-no/${ORDER}?mchid=1900000202`,
    });
    const provided = await query(PROVIDER, ABSENT);
    expect(provided.sent[0]?.url).toBe(
      `${HOST}/v3/pay/partner/transactions/out-trade-no/${ORDER}?sp_mchid=1900000101&sub_mchid=1900000202`,
    );
  });

  const facts = { amount: 4000, tradeNo: TRADE_NO, paidAt: Date.UTC(2026, 2, 2, 2, 0, 5) };

  test.each([
    ['SUCCESS', 'paid'],
    ['REFUND', 'refunded'],
    ['NOTPAY', 'unpaid'],
    ['PAYERROR', 'unpaid'],
    ['USERPAYING', 'paying'],
    ['CLOSED', 'closed'],
    ['REVOKED', 'closed'],
  ])('%s: %s', async (word, state) => {
    for (const config of [MERCHANT, PROVIDER, PLAIN_PROVIDER]) {
      const { seen } = await query(config, signed(200, chargeSaid(config, word)));
      expect(seen).toEqual({ kind: 'found', ours: true, state, ...facts });
    }
  });

  test.each(['ACCEPT', 'success', '', 7])('the state %j: unknown', async (state) => {
    const said = chargeSaid(MERCHANT, 'SUCCESS', { trade_state: state });
    const { seen } = await query(MERCHANT, signed(200, said));
    expect(seen).toMatchObject({ kind: 'unknown', code: 'state-unreadable' });
  });

  test.each([
    ['appid', MERCHANT],
    ['mchid', MERCHANT],
    ['sub_mchid', MERCHANT],
    ['sp_appid', PROVIDER],
    ['sp_mchid', PROVIDER],
    ['sub_mchid', PROVIDER],
    ['sub_appid', PROVIDER],
    ['sub_mchid', PLAIN_PROVIDER],
  ] as const)('another %s is not ours', async (name, config) => {
    const said = chargeSaid(config, 'SUCCESS', { [name]: 'another' });
    const { seen } = await query(config, signed(200, said));
    expect(seen).toMatchObject({ kind: 'found', ours: false });
  });

  test('about another number it says nothing', async () => {
    const said = chargeSaid(MERCHANT, 'SUCCESS', { out_trade_no: OTHER_ORDER });
    const { seen } = await query(MERCHANT, signed(200, said));
    expect(seen).toMatchObject({ kind: 'unknown', code: 'other-order' });
  });

  test('an amount in another currency is none', async () => {
    const said = chargeSaid(MERCHANT, 'SUCCESS', { amount: { total: 4000, currency: 'USD' } });
    const { seen } = await query(MERCHANT, signed(200, said));
    expect(seen).not.toHaveProperty('amount');
  });

  test('absent is what a verified 404 says, and nothing else', async () => {
    expect((await query(MERCHANT, ABSENT)).seen).toEqual({ kind: 'absent' });
    const unknown = [
      error('ORDER_NOT_EXIST', 400),
      error('SYSTEM_ERROR', 500),
      signed(404, '<html>'),
      NO_ANSWER,
      NOT_SENT,
    ];
    for (const answer of unknown) {
      // a question is put to the second host as well
      const { seen } = await query(MERCHANT, answer, answer);
      expect(seen.kind).toBe('unknown');
    }
  });
});

async function reverse(config: CodepayConfig, ...script: readonly Answer[]) {
  const { payment, sent } = gateway(config, ...script);
  return { outcome: await payment.reverse(ORDER, FOREVER), sent };
}

describe('the reversal', () => {
  test('names the accounts in its body', async () => {
    const own = await reverse(MERCHANT, signed(200, { out_trade_no: ORDER }));
    expect(own.sent[0]).toMatchObject({
      method: 'POST',
      url: `${HOST}/v3/pay/transactions/out-trade-no/${ORDER}/reverse`,
    });
    expect(own.sent.map(bodyOf)).toEqual([{ appid: 'wxhospital', mchid: '1900000202' }]);
    const provided = await reverse(PROVIDER, signed(200, { out_trade_no: ORDER }));
    expect(provided.sent[0]?.url).toBe(
      `${HOST}/v3/pay/partner/transactions/out-trade-no/${ORDER}/reverse`,
    );
    expect(provided.sent.map(bodyOf)).toEqual([
      {
        sp_appid: 'wxprovider',
        sp_mchid: '1900000101',
        sub_appid: 'wxhospital',
        sub_mchid: '1900000202',
      },
    ]);
    const plain = await reverse(PLAIN_PROVIDER, signed(204, ''));
    expect(plain.sent.map(bodyOf)).toEqual([
      { sp_appid: 'wxprovider', sp_mchid: '1900000101', sub_mchid: '1900000202' },
    ]);
    expect(plain.outcome).toEqual({ kind: 'taken' });
  });

  test.each<[string, Answer, string]>([
    ['recall N', signed(200, { out_trade_no: ORDER, recall: 'N' }), 'taken'],
    ['recall Y', signed(200, { out_trade_no: ORDER, recall: 'Y' }), 'again'],
    ['a new recall', signed(200, { out_trade_no: ORDER, recall: 'MAYBE' }), 'again'],
    ['another number', signed(200, { out_trade_no: OTHER_ORDER, recall: 'N' }), 'unknown'],
    ['garbage', signed(200, '<<<garbage'), 'unknown'],
    ['ORDER_REVERSED', error('ORDER_REVERSED'), 'taken'],
    ['ORDER_CLOSED', error('ORDER_CLOSED'), 'taken'],
    ['USERPAYING', error('USERPAYING'), 'again'],
    ['FREQUENCY_LIMITED', error('FREQUENCY_LIMITED', 429), 'again'],
    ['ORDER_NOT_EXIST', ABSENT, 'refused'],
    ['PARAM_ERROR', error('PARAM_ERROR'), 'refused'],
    ['RULE_LIMIT', error('RULE_LIMIT', 403), 'refused'],
    ['SYSTEM_ERROR', error('SYSTEM_ERROR', 500), 'unknown'],
    ['BANK_ERROR', error('BANK_ERROR'), 'unknown'],
    ['TRADE_ERROR', error('TRADE_ERROR'), 'unknown'],
    ['ORDER_PAID', error('ORDER_PAID'), 'unknown'],
    ['a new word', error('NEW_WORD'), 'unknown'],
    ['no answer', NO_ANSWER, 'unknown'],
  ])('%s: %s', async (_what, answer, kind) => {
    expect((await reverse(MERCHANT, answer)).outcome.kind).toBe(kind);
  });

  test('no connection: again', async () => {
    expect((await reverse(MERCHANT, NOT_SENT, NOT_SENT)).outcome.kind).toBe('again');
  });
});

const ASK = { orderNo: ORDER, refundNo: REFUND, refund: fen(1500), total: fen(4000) };
const PART = { amount: { total: 4000, refund: 1500, currency: 'CNY' } };

async function refund(config: CodepayConfig, ...script: readonly Answer[]) {
  const { payment, sent } = gateway(config, ...script);
  return { outcome: await payment.refund(ASK, FOREVER), sent };
}

describe('the refund', () => {
  test('says number, refund and sums, and wants no notice', async () => {
    const own = await refund(MERCHANT, signed(200, refundSaid(PART)));
    const body = {
      out_trade_no: ORDER,
      out_refund_no: REFUND,
      amount: { refund: 1500, total: 4000, currency: 'CNY' },
    };
    expect(own.sent[0]?.url).toBe(`${HOST}/v3/refund/domestic/refunds`);
    expect(own.sent.map(bodyOf)).toEqual([body]);
    expect(own.outcome).toEqual({
      kind: 'taken',
      platformRefundNo: '50000000382019052709732678859',
    });
    const provided = await refund(PROVIDER, signed(200, refundSaid(PART)));
    expect(provided.sent.map(bodyOf)).toEqual([{ sub_mchid: '1900000202', ...body }]);
  });

  test.each<[string, Answer[], string]>([
    ['other sums', [signed(200, refundSaid())], 'unknown'],
    ['another order', [signed(200, refundSaid({ ...PART, out_trade_no: 'Y2' }))], 'unknown'],
    ['another merchant', [signed(200, refundSaid({ ...PART, mchid: '1' }))], 'unknown'],
    ['NOT_ENOUGH', [error('NOT_ENOUGH', 403)], 'not-sent'],
    ['FREQUENCY_LIMITED', [error('FREQUENCY_LIMITED', 429)], 'not-sent'],
    ['USER_ACCOUNT_ABNORMAL', [error('USER_ACCOUNT_ABNORMAL', 403)], 'refused'],
    ['SYSTEM_ERROR', [error('SYSTEM_ERROR', 500)], 'unknown'],
    ['no answer', [NO_ANSWER], 'unknown'],
    ['no connection', [NOT_SENT, NOT_SENT], 'not-sent'],
    // it may stand already under the number: asked before anything is believed
    ['in other words before', [error('INVALID_REQUEST'), signed(200, refundSaid(PART))], 'taken'],
    [
      'in other words, and none',
      [error('INVALID_REQUEST'), error('RESOURCE_NOT_EXISTS', 404)],
      'unknown',
    ],
  ])('%s: %s', async (_what, script, kind) => {
    expect((await refund(MERCHANT, ...script)).outcome.kind).toBe(kind);
  });
});

async function queryRefund(config: CodepayConfig, ...script: readonly Answer[]) {
  const { payment, sent } = gateway(config, ...script);
  return { seen: await payment.queryRefund(REFUND, FOREVER), sent };
}

describe('asking after a refund', () => {
  test('routes by the hospital', async () => {
    const own = await queryRefund(MERCHANT, signed(200, refundSaid()));
    expect(own.sent[0]?.url).toBe(`${HOST}/v3/refund/domestic/refunds/${REFUND}`);
    const provided = await queryRefund(PROVIDER, signed(200, refundSaid()));
    expect(provided.sent[0]?.url).toBe(
      `${HOST}/v3/refund/domestic/refunds/${REFUND}?sub_mchid=1900000202`,
    );
  });

  test.each([
    ['SUCCESS', 'refunded', Date.UTC(2026, 2, 2, 2, 5)],
    ['PROCESSING', 'refunding', undefined],
    ['ABNORMAL', 'change', undefined],
    ['CLOSED', 'failed', undefined],
  ])('%s: %s', async (status, state, endedAt) => {
    const { seen } = await queryRefund(MERCHANT, signed(200, refundSaid({ status })));
    expect(seen).toEqual({
      kind: 'found',
      ours: true,
      state,
      amount: 4000,
      platformRefundNo: '50000000382019052709732678859',
      ...(endedAt === undefined ? {} : { endedAt }),
    });
  });

  test('of another merchant it is not ours', async () => {
    const said = refundSaid({ sub_mchid: '1900000303' });
    expect((await queryRefund(PROVIDER, signed(200, said))).seen).toMatchObject({ ours: false });
  });

  test.each<[string, Answer]>([
    ['another refund', signed(200, refundSaid({ out_refund_no: refundNoOf(OTHER_ORDER) }))],
    ['another order', signed(200, refundSaid({ out_trade_no: OTHER_ORDER }))],
    ['a new state', signed(200, refundSaid({ status: 'LATER' }))],
    ['a failure', error('SYSTEM_ERROR', 500)],
  ])('%s: unknown', async (_what, answer) => {
    expect((await queryRefund(MERCHANT, answer)).seen.kind).toBe('unknown');
  });

  test('absent', async () => {
    const { seen } = await queryRefund(MERCHANT, error('RESOURCE_NOT_EXISTS', 404));
    expect(seen).toEqual({ kind: 'absent' });
  });
});
