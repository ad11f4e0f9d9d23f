/**
 * Payments at a counter with the other parties played by hand: orders of each kind in each state, and
 * parties of which each answer is scripted, in one trace.
 */
import type { CounterParties } from '../../cloudfunctions/channels/counter';
import type { PreSettledAmounts } from '../../cloudfunctions/domain/amounts';
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import { newOrder } from '../../cloudfunctions/domain/new-order';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { InsuranceState, SettledInsurance } from '../../cloudfunctions/ports/counter-desk';
import type { ChargeSeen, ChargeState } from '../../cloudfunctions/ports/counter-payment';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { QueryOutcome } from '../../cloudfunctions/ports/payment-channel';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { amountsOf, MIXED, placing, T0 } from '../support/orders';

/** mixed: insurance before cash · cash-first · cash: no insurance in it · covered: no cash in it. */
export type Kind = 'mixed' | 'cash-first' | 'cash' | 'covered';

export const ALL_CASH: PreSettledAmounts = {
  ...{ kind: 'cash', total: fen(4000), cash: fen(4000), insurance: ZERO },
  ...{ cashAdd: ZERO, cashReduced: ZERO },
};
export const COVERED: PreSettledAmounts = {
  ...{ kind: 'insurance-offline', total: fen(8000), cash: ZERO, insurance: fen(8000) },
  ...{ cashAdd: ZERO, cashReduced: ZERO },
};
const SUMS: Readonly<Record<Kind, PreSettledAmounts>> = {
  mixed: MIXED,
  'cash-first': MIXED,
  cash: ALL_CASH,
  covered: COVERED,
};

export const TOKEN = 'ec-token-canary';
export const PAY_CERT = 'pay-cert-canary';
export const SETTLED_AT = T0 + 1_000;
export const PAID_AT = T0 + 5_000;
export const REVERSED_AT = T0 + 60_000;
export const GRACE = DEFAULT_RULES.absentGraceMs;

export const PART: CounterPart = {
  counterNo: 'C01',
  clerk: openId('oClerk'),
  first: 'insurance',
  scanId: 'scan-0001',
};
export const TERMINAL = {
  ...{ counterNo: 'C01', name: '1号窗口', devId: 'D1', devIp: '10.1.2.3' },
  ...{ operatorNo: 'OP1', operatorName: '李收费' },
};

export const tender = {
  asked: { state: 'asked', at: T0, until: T0 + 600_000, by: PART.clerk },
  taken: { state: 'taken', at: T0 + 9_000, kind: 'notes', receipt: 'S-1', by: PART.clerk },
} as const;

/** Stored, and nothing has happened yet. */
export function drafted(kind: Kind): Order {
  const amounts = amountsOf(SUMS[kind]);
  const first = kind === 'cash-first' ? 'cash' : 'insurance';
  const authorise = kind === 'mixed' || kind === 'covered';
  return newOrder(
    {
      ...placing(),
      channel: 'onecode',
      entry: 'counter',
      owner: openId('counter:C01'),
      payWith: kind === 'cash' ? 'cash' : 'insurance',
      amounts,
      counter: { ...PART, first },
      ...(authorise ? { authorise } : {}),
    },
    T0,
    DEFAULT_RULES,
  );
}

/** As it stands in that state, with what such an order carries. */
export function order(kind: Kind, payment: PaymentState, part: Partial<CounterPart> = {}): Order {
  const fresh = drafted(kind);
  const { amounts } = fresh;
  const placed = { platformTradeNo: 'T1', launch: { counter: true } } as const;
  const upload = {
    state: 'priced',
    quoted: amounts,
    payOrderId: 'SETTLED-1',
    createdAt: SETTLED_AT,
  } as const;
  const { total, cash, insurance } = amounts;
  const proof = { total, cash, insurance, paidAt: PAID_AT };
  return {
    ...fresh,
    payment,
    counter: { ...PART, first: kind === 'cash-first' ? 'cash' : 'insurance', ...part },
    ...(kind === 'mixed' || kind === 'covered' ? { upload } : {}),
    ...(payment === 'payable' || payment === 'paid' ? placed : {}),
    ...(payment === 'paid'
      ? { proof, settlement: { state: 'due', since: PAID_AT, attempts: 0 } as const }
      : {}),
  };
}

export const TRADE_NO = '4200002026030200000001';

export function charge(state: ChargeState, change: object = {}): ChargeSeen {
  return {
    ...{ kind: 'found', ours: true, state, amount: fen(4000), tradeNo: TRADE_NO },
    ...(state === 'paid' ? { paidAt: PAID_AT } : {}),
    ...change,
  };
}

export function settlement(amounts: PreSettledAmounts = MIXED): SettledInsurance {
  return { settlementNo: 'SETTLED-1', amounts, settledAt: SETTLED_AT };
}

export function insurance(
  status: InsuranceState['status'],
  amounts: PreSettledAmounts = MIXED,
): InsuranceState {
  if (status === 'settled') return { status, ...settlement(amounts) };
  return status === 'reversed' ? { status, reversedAt: REVERSED_AT } : { status };
}

export const SILENT = {
  kind: 'unknown',
  code: 'no-answer',
  reason: 'payment-unreachable',
} as const;
export const HIS_AWAY = {
  ok: false,
  certain: false,
  code: 'timeout',
  reason: 'hospital-unreachable',
} as const;
export const HIS_NO = {
  ok: false,
  certain: true,
  code: 'SETTLE-NO',
  reason: 'insurance-settle-failed',
} as const;
export const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });

type Methods<T> = { [K in keyof T]?: T[K] };

/** Parties that answer by script; what is not scripted must not be asked. `now`: ms. */
export function parties(script: {
  readonly oneCode?: Methods<NonNullable<CounterParties['oneCode']>>;
  readonly payment?: Methods<CounterParties['payment']>;
  readonly insurance?: Methods<CounterParties['insurance']>;
  readonly now?: number;
}) {
  const trace: string[] = [];
  const asked: unknown[] = [];
  const { log, lines } = listeningLog();
  const never = (name: string) => () => {
    throw new Error(`${name} was not expected`);
  };
  function told<A extends unknown[], R>(
    name: string,
    answer: ((...args: A) => Promise<R>) | undefined,
  ): (...args: A) => Promise<R> {
    return (...args) => {
      trace.push(name);
      asked.push(args[0]);
      return (answer ?? never(name))(...args);
    };
  }
  const { payment, insurance: his, oneCode, now = T0 } = script;
  const all: CounterParties = {
    payment: {
      charge: told('charge', payment?.charge),
      query: told('query', payment?.query),
      reverse: told('reverse', payment?.reverse),
      queryRefund: told('queryRefund', payment?.queryRefund),
    },
    insurance: {
      settle: told('settle', his?.settle),
      state: told('state', his?.state),
      reverse: told('take-back', his?.reverse),
    },
    ...(oneCode === undefined
      ? {}
      : {
          oneCode: {
            status: told('status', oneCode.status),
            certificate: told('certificate', oneCode.certificate),
          },
        }),
    log,
    clock: { now: () => now },
    rules: DEFAULT_RULES,
  };
  return { all, trace, asked, lines };
}

export const always =
  <T>(value: T) =>
  (): Promise<T> =>
    Promise.resolve(value);

/** "state/cash leg/insurance leg", + for leftovers; or the kind of an outcome without evidence. */
export function short(outcome: QueryOutcome): string {
  if (outcome.kind !== 'evidence') return outcome.kind;
  const { state, legs, leftovers } = outcome.evidence;
  return `${state}${leftovers === true ? '+' : ''}/${legs.cash}/${legs.insurance}`;
}
