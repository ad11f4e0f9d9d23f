/**
 * A cash refund of 2.0 that stands already and is asked for in other words (APIv3: INVALID_REQUEST
 * 请求重入时参数不一致): what stands under the number counts, and the saga goes on (money rule 9).
 */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { failed, said } from './medins-calls-bench';
import { ALL_TAKEN, CASH_PART, refundSaid, sentRefund, WHOLE } from './medins-refund-bench';

const DIFFERS: ApiVerdict = failed(undefined, 'maybe', 'INVALID_REQUEST');
const STANDS = refundSaid({});

test('of insurance and cash: it is asked about, and the platform is told', async () => {
  const script = { ...ALL_TAKEN, 'refund-cash': DIFFERS, 'query-refund': STANDS };
  const { outcome, trace } = await sentRefund(WHOLE, script);
  expect(outcome).toMatchObject({ kind: 'taken', told: true });
  expect(trace).toEqual(['6203', 'refund-cash', 'query-refund', 'notify-refund']);
});

test('of cash alone: taken', async () => {
  const amount = { refund: 1234, total: 5000 };
  const script = { 'refund-cash': DIFFERS, 'query-refund': refundSaid({ amount }) };
  expect((await sentRefund(CASH_PART, script, {})).outcome).toMatchObject({ kind: 'taken' });
});

test.each<[string, ApiVerdict]>([
  ['nothing stands', failed(undefined, 'none', 'RESOURCE_NOT_EXISTS', 404)],
  ['nobody says', said({})],
  ['other sums stand', refundSaid({ amount: { refund: 1, total: 5000 } })],
])('%s: it is no refund of ours, and nothing is told', async (_what, answer) => {
  const script = { ...ALL_TAKEN, 'refund-cash': DIFFERS, 'query-refund': answer };
  const { outcome, trace } = await sentRefund(WHOLE, script);
  expect(outcome).toMatchObject({ kind: 'unknown' });
  expect(trace).not.toContain('notify-refund');
});

test('a refusal without effect is not asked about', async () => {
  const verdict = failed(undefined, 'none', 'NOT_ENOUGH', 403);
  const { trace } = await sentRefund(WHOLE, { ...ALL_TAKEN, 'refund-cash': verdict });
  expect(trace).toEqual(['6203', 'refund-cash']);
});
