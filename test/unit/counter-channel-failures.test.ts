/**
 * What a party says instead of yes reaches the order whole: by its Request-Id the platform finds its very
 * answer again, and no call of the counter's channel loses it.
 */
import { createCounter, createCounterRefunds } from '../../cloudfunctions/channels/counter';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import { T0 } from '../support/orders';
import {
  always,
  charge,
  order,
  parties,
  PAY_CERT,
  REVERSED_AT,
  TERMINAL,
  TOKEN,
  yes,
} from './counter-channel-bench';

/** As WeChat Pay names an exchange. */
const SAID = {
  code: 'SYSTEM_ERROR',
  reason: 'payment-unreachable',
  requestId: '08F1A2B3C4D5E6F708-268435461',
} as const;

const REQUEST: PlaceRequest = {
  ...{ kind: 'clinic', title: '门诊费用', serialNo: 'S1', orgNo: 'H1' },
  ...{ orderNo: order('mixed', 'placing').orderNo, payer: order('mixed', 'placing').owner },
  amounts: order('mixed', 'placing').amounts,
  patient: { name: '张建国', idType: 1, idDigest: '0'.repeat(32) },
  counter: { token: TOKEN, terminal: TERMINAL },
  createdAt: T0,
  clientIp: '10.1.2.3',
};
const REFUND: RefundRequest = {
  ...{ orderNo: REQUEST.orderNo, channel: 'onecode', refundNo: refundNoOf(REQUEST.orderNo) },
  ...{ kind: 'clinic', mode: 'whole', cash: fen(4000), insurance: fen(8000), insured: true },
  ...{ serialNo: 'S1', paid: { cash: fen(4000), fund: fen(8000), self: ZERO, other: ZERO } },
};

type Script = Parameters<typeof parties>[0];

const usable = { status: always({ kind: 'usable' } as const) };
const open = {
  ...usable,
  certificate: always({ kind: 'issued', payCert: PAY_CERT } as const),
};

describe('placing', () => {
  it.each<[string, Script]>([
    ['status', { oneCode: { status: always({ kind: 'refused', ...SAID }) } }],
    ['certificate', { oneCode: { ...usable, certificate: always({ kind: 'unknown', ...SAID }) } }],
    ['charge', { oneCode: open, payment: { charge: always({ kind: 'refused', ...SAID }) } }],
  ])('rejected by the %s', async (_by, script) => {
    const outcome = await createCounter(parties(script).all).place(REQUEST, FOREVER);
    expect(outcome).toEqual({ kind: 'rejected', ...SAID });
  });

  it('not known after the charge', async () => {
    const payment = { charge: always({ kind: 'unknown', ...SAID } as const) };
    const { all } = parties({ oneCode: open, payment });
    expect(await createCounter(all).place(REQUEST, FOREVER)).toEqual({ kind: 'unknown', ...SAID });
  });
});

describe('closing', () => {
  it.each(['refused', 'again', 'unknown'] as const)('a reversal that is %s', async (kind) => {
    const reverse = always({ kind, ...SAID });
    const { all } = parties({ payment: { query: always(charge('unpaid')), reverse } });
    const outcome = await createCounter(all).close(order('mixed', 'closing'), FOREVER);
    const wanted = kind === 'refused' ? { kind, effect: 'none' } : { kind: 'unknown' };
    expect(outcome).toEqual({ ...wanted, ...SAID });
  });
});

describe('asking', () => {
  it('after the payment, after the refund', async () => {
    const silent = always({ kind: 'unknown', ...SAID } as const);
    const { all } = parties({ payment: { query: silent, queryRefund: silent } });
    const channel = createCounter(all);
    expect(await channel.query(order('mixed', 'payable'), FOREVER)).toEqual({
      kind: 'unknown',
      ...SAID,
    });
    const { orderNo, refundNo: number } = REFUND;
    const numbers = { orderNo, channel: 'onecode', refundNo: number, told: false } as const;
    const cash = { mode: 'cash-only', cash: fen(1), insurance: ZERO, insured: false } as const;
    expect(await channel.queryRefund({ ...numbers, ...cash }, FOREVER)).toEqual({
      kind: 'unknown',
      ...SAID,
    });
  });
});

it('refunding: what is owed once insurance is back', async () => {
  const sender = createCounterRefunds({
    payment: { refund: always({ kind: 'not-sent', ...SAID }) },
    insurance: { reverse: always(yes({ reversedAt: REVERSED_AT })) },
  });
  expect(await sender.refund(REFUND, FOREVER)).toEqual({ kind: 'unknown', ...SAID });
});
