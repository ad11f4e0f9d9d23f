/**
 * What an answer to a cash refund of 2.0 is worth (money rules 2 and 9): alone it may be refused or not
 * sent; behind insurance that is back it is owed.
 */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { failed, NOT_SENT, SILENT } from './medins-calls-bench';
import { ALL_TAKEN as ALL, CASH_PART, refundSaid, sentRefund, WHOLE } from './medins-refund-bench';

const NOT_ENOUGH = failed(undefined, 'none', 'NOT_ENOUGH', 403);
const NO_ACCOUNT = failed(undefined, 'none', 'USER_ACCOUNT_ABNORMAL', 403);
const IN_DOUBT = failed(undefined, 'maybe', 'SYSTEM_ERROR', 500);

describe('the cash', () => {
  test.each<[string, ApiVerdict, string]>([
    ['an empty balance: sent again once it is filled', NOT_ENOUGH, 'not-sent'],
    ['an account that is gone: refused for good', NO_ACCOUNT, 'refused'],
    ['a failure half-way', IN_DOUBT, 'unknown'],
    ['silence', SILENT, 'unknown'],
    ['no connection', NOT_SENT, 'not-sent'],
  ])('alone, %s', async (_what, verdict, kind) => {
    const { outcome, trace } = await sentRefund(CASH_PART, { 'refund-cash': verdict }, {});
    expect(outcome.kind).toBe(kind);
    expect(outcome).toHaveProperty('code');
    expect(trace).toEqual(['refund-cash']);
  });

  test.each([NOT_ENOUGH, NO_ACCOUNT, IN_DOUBT, SILENT, NOT_SENT])(
    'behind insurance that is back, it is owed whatever was said: %j',
    async (verdict) => {
      const { outcome, trace } = await sentRefund(WHOLE, { 'refund-cash': verdict });
      const code = verdict.kind === 'success' ? '' : verdict.code;
      expect(outcome).toMatchObject({ kind: 'unknown', code });
      expect(trace).toEqual(['6203', 'refund-cash']);
    },
  );

  test.each<[string, Record<string, unknown>, string]>([
    ['of another order', { out_trade_no: 'Y2' }, 'other-order'],
    ['of no order', { out_trade_no: undefined }, 'other-order'],
    ['of another refund', { out_refund_no: 'R2' }, 'other-refund'],
    ['of another hospital', { sub_mchid: '1900000303' }, 'not-ours'],
    ['of another provider', { sp_mchid: '1900000999' }, 'not-ours'],
    ['of another merchant', { mchid: '1900000999' }, 'not-ours'],
    ['of another sum', { amount: { total: 5000, refund: 4999 } }, 'refund-sums'],
    ['of another payment', { amount: { total: 4999, refund: 5000 } }, 'refund-sums'],
    ['in a state that nobody knows', { status: 'REVERSED' }, 'state-unreadable'],
  ])('an answer %s says nothing', async (_what, change, code) => {
    const script = { 'refund-cash': refundSaid(change) };
    const { outcome, trace } = await sentRefund(WHOLE, script);
    expect(outcome).toEqual({ kind: 'unknown', code, reason: 'payment-unreachable' });
    expect(trace).toEqual(['6203', 'refund-cash']);
  });

  test('an answer that states no sums and no number of its own is taken', async () => {
    const script = { ...ALL, 'refund-cash': refundSaid({ amount: null, refund_id: null }) };
    expect((await sentRefund(WHOLE, script)).outcome).toEqual({ kind: 'taken', told: true });
  });

  test.each(['ABNORMAL', 'CLOSED'])(
    '%s: the platform is told of insurance all the same',
    async (status) => {
      const { outcome } = await sentRefund(WHOLE, {
        ...ALL,
        'refund-cash': refundSaid({ status }),
      });
      expect(outcome).toMatchObject({ kind: 'taken', told: true });
    },
  );
});
