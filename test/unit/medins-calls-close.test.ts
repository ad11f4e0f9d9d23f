/** Abandoning an order (trap 38): look, close the cash order, have the upload withdrawn, in that order. */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import { closeOrder } from '../../cloudfunctions/channels/medins/close';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { UploadStatus } from '../../cloudfunctions/ports/insurance-bureau';
import type { AskedOrder } from '../../cloudfunctions/ports/payment-channel';
import { FOREVER } from '../support/doubles';
import { asked, cashSaid, mixedSaid } from './medins-calls-answers';
import {
  ABSENT,
  cashAmounts,
  failed,
  insuredAmounts,
  NEIGHBOUR,
  NOT_SENT,
  ORDER,
  PROVIDER,
  said,
  scriptedApi,
  scriptedBureau,
  SILENT,
} from './medins-calls-bench';

interface World {
  readonly mixed?: ApiVerdict;
  readonly cash?: ApiVerdict;
  readonly closed?: ApiVerdict;
  readonly upload?: UploadStatus | 'silent';
  readonly revoked?: HisAnswer<{ status: 'revoked' }>;
}

const CREATED = said(mixedSaid('MIX_PAY_CREATED'));
const OPEN = said(cashSaid('NOTPAY'));

async function close(world: World, order: AskedOrder = asked({ payment: 'closing' })) {
  const trace: string[] = [];
  const gateway = scriptedApi(
    {
      'query-mixed': world.mixed ?? CREATED,
      'query-cash': world.cash ?? OPEN,
      'close-cash': world.closed ?? said(),
    },
    trace,
  );
  const bureau = scriptedBureau(world.upload ?? 'priced', world.revoked, trace);
  const outcome = await closeOrder({ config: PROVIDER, api: gateway.api, bureau }, order, FOREVER);
  const acts = trace.filter((call) => call === 'close-cash' || call === '6401');
  return { outcome, acts, asks: gateway.asks };
}

const REFUSED = {
  ok: false,
  certain: true,
  reason: 'insurance-already-settled',
  code: 'SETTLED',
} as const;
const UNSURE = { ok: false, certain: false, reason: 'hospital-unreachable', code: 'x' } as const;

test('a cash order that is denied beside its mixed order is closed all the same', async () => {
  expect((await close({ cash: ABSENT })).acts).toEqual(['close-cash', '6401']);
  expect((await close({ cash: ABSENT, upload: 'revoked' })).acts).toEqual(['close-cash']);
  const { upload: _none, ...order } = asked({ payment: 'closing', amounts: cashAmounts(5000) });
  expect((await close({ cash: ABSENT }, order)).acts).toEqual(['close-cash']);
});

test('the cash order first, then the upload', async () => {
  const { outcome, acts, asks } = await close({});
  expect(acts).toEqual(['close-cash', '6401']);
  expect(asks.at(-1)?.path).toBe(`/v3/pay/partner/transactions/out-trade-no/${ORDER}/close`);
  expect(outcome).toEqual({ kind: 'taken' });
});

test('also of an order that may still be paid: nobody else decides when to ask', async () => {
  expect((await close({}, asked())).acts).toEqual(['close-cash', '6401']);
});

test('half paid: the fees are withdrawn, the cash is for a refund to bring back', async () => {
  const { outcome, acts } = await close({
    mixed: said(mixedSaid('MIX_PAY_FAIL', { insurance: 'MED_INS_PAY_FAIL' })),
    cash: said(cashSaid('SUCCESS')),
  });
  expect(acts).toEqual(['6401']);
  expect(outcome).toEqual({ kind: 'taken' });
});

test.each([
  ['cash in', { mixed: said(mixedSaid('MIX_PAY_CREATED', { cash: 'SELF_PAY_SUCCESS' })) }],
  ['cash in, by the cash order', { cash: said(cashSaid('SUCCESS')) }],
  ['in the cashier', { mixed: said(mixedSaid('USER_PAYING')) }],
  ['in the cashier, by the cash order', { cash: said(cashSaid('USERPAYING')) }],
  ['paid', { mixed: said(mixedSaid('MIX_PAY_SUCCESS')), cash: said(cashSaid('SUCCESS')) }],
  ['insurance settled', { upload: 'settled' }],
  ['being reversed', { mixed: said(mixedSaid('REVERSED')) }],
  ['refunded', { mixed: said(mixedSaid('MIX_PAY_REFUND')) }],
  [
    "another hospital's",
    { mixed: said(mixedSaid('MIX_PAY_CREATED', {}, { sub_mchid: NEIGHBOUR.subMchid })) },
  ],
] as const)('left alone: %s', async (_name, world) => {
  const { outcome, acts } = await close(world);
  expect(acts).toEqual([]);
  expect(outcome).toEqual({ kind: 'taken' });
});

test.each([
  ['the mixed order is not seen', { mixed: SILENT }],
  ['the cash order is not seen', { cash: SILENT }],
  ['the bureau is silent', { upload: 'silent' }],
] as const)('nothing is done while %s', async (_name, world) => {
  const { outcome, acts } = await close(world);
  expect(acts).toEqual([]);
  expect(outcome.kind).toBe('unknown');
});

test.each([
  ['nothing is left', { cash: said(cashSaid('CLOSED')), upload: 'revoked' }, []],
  ['the cash order is closed already', { cash: said(cashSaid('CLOSED')) }, ['6401']],
  ['there never was any order', { mixed: ABSENT, cash: ABSENT }, ['6401']],
  ['the upload is withdrawn already', { upload: 'revoked' }, ['close-cash']],
  ['the upload may still arrive: its tombstone first', { upload: 'none' }, ['close-cash', '6401']],
  ['the mixed order never came to be', { mixed: ABSENT }, ['close-cash', '6401']],
  [
    'the mixed order failed, nothing held',
    { mixed: said(mixedSaid('MIX_PAY_FAIL')) },
    ['close-cash', '6401'],
  ],
  ['a payment did not go through', { cash: said(cashSaid('PAYERROR')) }, ['close-cash', '6401']],
] as const)('%s', async (_name, world, acts) => {
  const seen = await close(world);
  expect(seen.acts).toEqual(acts);
  expect(seen.outcome).toEqual({ kind: 'taken' });
});

test('a payment that wins the race keeps its insurance', async () => {
  const paid = failed(undefined, 'none', 'ORDERPAID');
  const { outcome, acts } = await close({ closed: paid });
  expect(acts).toEqual(['close-cash']);
  expect(outcome).toMatchObject({ kind: 'refused', effect: 'none' });
});

test.each([
  ['past the password', failed('268560650', 'none'), 'refused'],
  ['silence', SILENT, 'unknown'],
  ['not sent', NOT_SENT, 'refused'],
])('the cash order is not closed: %s. The upload stays', async (_name, closed, kind) => {
  const { outcome, acts } = await close({ closed });
  expect(acts).toEqual(['close-cash']);
  expect(outcome.kind).toBe(kind);
});

test.each([
  ['closed meanwhile', failed(undefined, 'done', 'ORDER_CLOSED')],
  ['gone', ABSENT],
])('the cash order is %s: on to the upload', async (_name, closed) => {
  const { outcome, acts } = await close({ closed });
  expect(acts).toEqual(['close-cash', '6401']);
  expect(outcome).toEqual({ kind: 'taken' });
});

test.each([
  [REFUSED, { kind: 'refused', effect: 'none', code: 'SETTLED', reason: REFUSED.reason }],
  [UNSURE, { kind: 'unknown', code: 'x', reason: UNSURE.reason }],
])('the upload is not withdrawn %#', async (revoked, wanted) => {
  expect((await close({ revoked })).outcome).toEqual(wanted);
});

test('all insurance: there is no cash order to close', async () => {
  const amounts = insuredAmounts({ gov: 15000 });
  const change = { mix_pay_type: 'INSURANCE_ONLY', wechat_pay_cash_fee: undefined };
  const mixed = said(mixedSaid('MIX_PAY_CREATED', { cash: 'NO_SELF_PAY' }, change));
  const { acts } = await close({ mixed }, asked({ payment: 'closing', amounts }));
  expect(acts).toEqual(['6401']);
});

test('all cash: the bureau never hears of it', async () => {
  const { upload: _none, ...order } = asked({ payment: 'closing', amounts: cashAmounts(5000) });
  const { acts } = await close({}, order);
  expect(acts).toEqual(['close-cash']);
});

test('an order that is nowhere', async () => {
  const { upload: _none, ...order } = asked({ payment: 'closing' });
  const { outcome, acts } = await close({ mixed: ABSENT, cash: ABSENT }, order);
  expect(acts).toEqual([]);
  expect(outcome).toEqual({ kind: 'taken' });
});
