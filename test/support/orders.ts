/** Orders and evidence for tests: a mixed payment of 120.00 yuan (insurance 80.00, cash 40.00). */
import {
  buildAmounts,
  type Amounts,
  type PreSettledAmounts,
} from '../../cloudfunctions/domain/amounts';
import type { LegEvidence, PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import { billId, hospitalId, openId, orderNo, patientId } from '../../cloudfunctions/domain/ids';
import { newOrder } from '../../cloudfunctions/domain/new-order';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';

/** Every payment state, in the order in which the transition matrix has its columns. */
export const PAYMENT_STATES = [
  'authorising',
  'placing',
  'unknown',
  'payable',
  'closing',
  'failing',
  'rejected',
  'closed',
  'failed',
  'paid',
  'not-needed',
] as const satisfies readonly PaymentState[];

/** 2026-03-02 10:00:00 Asia/Shanghai. */
export const T0 = Date.UTC(2026, 2, 2, 2, 0, 0);

export const MIXED: PreSettledAmounts = {
  kind: 'insurance-offline',
  total: fen(12000),
  cash: fen(4000),
  insurance: fen(8000),
  insuranceFund: fen(6000),
  insuranceSelf: fen(2000),
  insuranceOther: ZERO,
  cashAdd: ZERO,
  cashReduced: ZERO,
};

export function amountsOf(from: PreSettledAmounts): Amounts {
  const built = buildAmounts(from);
  if (!built.ok) throw new Error(built.fault);
  return built.amounts;
}

export const LAUNCH = { appId: 'wxe1022cca111d18be', path: 'pages/index/index?pay_key=k1' };

export function placing(change: Partial<Order> = {}): Order {
  const order = newOrder(
    {
      orderNo: orderNo('Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa'),
      hospital: hospitalId('hosp1'),
      channel: 'payinsurance',
      kind: 'clinic',
      entry: 'menu',
      owner: openId('oOwner'),
      patientId: patientId('P1'),
      patientName: '张*国',
      billIds: [billId('B1')],
      title: '门诊缴费',
      payWith: 'insurance',
      amounts: amountsOf(MIXED),
      serialNo: 'S1',
      billNo: 'N1',
      orgNo: 'ORG1',
    },
    T0,
    DEFAULT_RULES,
  );
  return { ...order, ...change };
}

const PLATFORM_TRADE_NO = 'M26030200000000001';

/** An order as it stands in `state`, with what such an order carries. */
export function orderIn(state: PaymentState, change: Partial<Order> = {}): Order {
  const known = { platformTradeNo: PLATFORM_TRADE_NO, launch: LAUNCH };
  const proof = { total: fen(12000), cash: fen(4000), insurance: fen(8000), paidAt: T0 };
  switch (state) {
    case 'authorising':
    case 'placing':
    case 'unknown':
      return placing({ payment: state, ...change });
    case 'payable':
    case 'closing':
    case 'failing':
      return placing({ payment: state, ...known, ...change });
    case 'rejected':
      return placing({ payment: state, dueAt: null, reason: 'payment-refused', ...change });
    case 'closed':
    case 'failed':
      return placing({ payment: state, ...known, dueAt: null, ...change });
    case 'paid':
      return placing({
        payment: state,
        ...known,
        proof,
        legs: { cash: 'paid', insurance: 'paid' },
        settlement: { state: 'due', since: T0, attempts: 0 },
        ...change,
      });
    case 'not-needed':
      return placing({
        payment: state,
        channel: 'none',
        settlement: { state: 'due', since: T0, attempts: 0 },
        ...change,
      });
  }
}

/** Evidence that fits `placing()`, in the given platform state. */
export function evidence(
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): PaymentEvidence {
  const leg: Record<PaymentEvidence['state'], LegEvidence> = {
    'not-paid': 'unpaid',
    unbound: 'unpaid',
    paying: 'unpaid',
    paid: 'paid',
    failing: 'unstated',
    failed: 'refunded',
    closed: 'closed',
    refunded: 'refunded',
    'half-paid': 'paid',
    'cash-closed': 'closed',
  };
  return {
    orderNo: placing().orderNo,
    ours: true,
    state,
    legs: { cash: leg[state], insurance: leg[state] },
    payWith: 'mixed',
    amounts: { total: fen(12000), cash: fen(4000), insurance: fen(8000) },
    platformTradeNo: PLATFORM_TRADE_NO,
    paidAt: T0 + 60_000,
    ...change,
  };
}
