/**
 * A counter with parties that keep state: a gateway that charges, reverses and gives back, a hospital that
 * settles, reverses and bars, each idempotent by number; our own use cases, store and clock around them.
 */
import { createCounter, createCounterRefunds } from '../../cloudfunctions/channels/counter';
import type { Order } from '../../cloudfunctions/domain/order';
import type { CounterInsurance, InsuranceState } from '../../cloudfunctions/ports/counter-desk';
import type {
  CashRefundSeen,
  ChargeSeen,
  ChargeState,
  CounterPayment,
} from '../../cloudfunctions/ports/counter-payment';
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { sendOrder } from '../../cloudfunctions/usecases/send-order';
import { sendRefund } from '../../cloudfunctions/usecases/send-refund';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, HOSPITAL, world } from '../support/doubles';
import { amountsOf, MIXED } from '../support/orders';
import {
  charge,
  drafted,
  HIS_AWAY,
  HIS_NO,
  PAY_CERT,
  PART,
  settlement,
  SILENT,
  TERMINAL,
  TOKEN,
  yes,
} from './counter-channel-bench';

/** at-once · password: typed by the test · no-money · lost: it arrives when the test says so, or never. */
type Phone = 'at-once' | 'password' | 'no-money' | 'lost';

/** Absent: no charge under the number. */
function platform(now: () => number) {
  const is = { phone: 'at-once' as Phone, charge: undefined as ChargeState | undefined };
  const refunds = new Map<string, number>();
  let paidAt = 0;
  const pay = (): void => {
    is.charge = 'paid';
    paidAt = now();
  };
  const seen = (state: ChargeState): ChargeSeen =>
    charge(state, state === 'paid' ? { paidAt } : {});
  const payment: CounterPayment = {
    charge: () => {
      if (is.phone === 'lost') return Promise.resolve(SILENT);
      if (is.phone === 'at-once') pay();
      else is.charge = is.phone === 'password' ? 'paying' : 'unpaid';
      const refused = { kind: 'refused', code: 'NOT_ENOUGH', reason: 'cash-not-enough' } as const;
      return Promise.resolve(is.phone === 'no-money' ? refused : { kind: 'taken' });
    },
    query: () => Promise.resolve(is.charge === undefined ? { kind: 'absent' } : seen(is.charge)),
    reverse: () => {
      const absent = { ...SILENT, kind: 'refused', code: 'ORDER_NOT_EXIST' } as const;
      if (is.charge === undefined) return Promise.resolve(absent);
      is.charge = 'closed';
      return Promise.resolve({ kind: 'taken' });
    },
    refund: ({ refundNo, refund }) => {
      if (is.charge !== 'paid' && is.charge !== 'refunded') throw new Error('nothing to give back');
      is.charge = 'refunded';
      refunds.set(refundNo, refund);
      return Promise.resolve({ kind: 'taken' });
    },
    queryRefund: (refundNo): Promise<CashRefundSeen> => {
      const amount = refunds.get(refundNo);
      if (amount === undefined) return Promise.resolve({ kind: 'absent' });
      const found = { kind: 'found', ours: true, state: 'refunded', amount: fen(amount) } as const;
      return Promise.resolve(found);
    },
  };
  return { is, pay, payment };
}

function hospital(now: () => number) {
  const is = {
    state: { status: 'none' } as InsuranceState,
    settles: 'yes' as 'yes' | 'no' | 'away',
  };
  const insurance: CounterInsurance = {
    settle: () => {
      if (is.settles === 'away') return Promise.resolve(HIS_AWAY);
      if (is.settles === 'no' || is.state.status === 'reversed') return Promise.resolve(HIS_NO);
      const made = { ...settlement(), settledAt: now() };
      if (is.state.status === 'none') is.state = { status: 'settled', ...made };
      return Promise.resolve(yes(made));
    },
    state: () => Promise.resolve(yes(is.state)),
    reverse: ({ refundNo }) => {
      if (is.state.status !== 'reversed') {
        const by = refundNo === undefined ? {} : { refundNo };
        is.state = { status: 'reversed', reversedAt: now(), ...by };
      }
      return Promise.resolve(yes({ reversedAt: is.state.reversedAt }));
    },
  };
  return { is, insurance };
}

export async function counterWorld() {
  const here = await world();
  const { clock, deps } = here;
  const gateway = platform(clock.now);
  const his = hospital(clock.now);
  const { payment } = gateway;
  const { insurance } = his;
  const common = { payment, insurance, log: deps.log, clock, rules: deps.rules };
  const oneCode = {
    status: () => Promise.resolve({ kind: 'usable' } as const),
    certificate: () => Promise.resolve({ kind: 'issued', payCert: PAY_CERT } as const),
  };
  const channel = createCounter({ ...common, oneCode });
  const sender = createCounterRefunds({ payment, insurance });
  const mover = {
    ...deps,
    channel,
    desk: {
      run: async (orderNo: Order['orderNo']) => {
        await sendRefund({ ...deps, sender }, orderNo, FOREVER);
      },
    },
  };
  const { orderNo } = drafted('mixed');
  const stored = async (): Promise<Order> => {
    const order = await here.orders.load(HOSPITAL, orderNo);
    if (order === undefined) throw new Error('no order');
    return order;
  };
  const patient = {
    ...{ patientId: drafted('mixed').patientId, name: '张建国', cardNo: 'C1' },
    idType: 1,
    idDigest: '0'.repeat(32),
  } as const;
  return {
    ...here,
    channel,
    gateway,
    his,
    mover,
    stored,
    /** Puts an order there as it is. */
    begin: (order: Order) => here.orders.insert(order),
    event: (event: Parameters<typeof applyEvent>[2]) => applyEvent(mover, orderNo, event),
    /** The hospital settles, and we hear of it. */
    settleFirst: async () => {
      await applyEvent(mover, orderNo, { type: 'authorised' });
      const order = await stored();
      const { patientId, billIds, serialNo } = order;
      const ask = { orderNo, patientId, billIds, serialNo, scanId: PART.scanId };
      const answer = await insurance.settle(ask, FOREVER);
      if (!answer.ok) throw new Error(answer.code);
      return {
        type: 'priced',
        amounts: amountsOf(MIXED),
        payOrderId: answer.value.settlementNo,
        createdAt: answer.value.settledAt,
      } as const;
    },
    /** The charge, by the use case that every channel is sent with. */
    send: async () => {
      const code = { token: TOKEN, terminal: TERMINAL };
      const given = { patient, counter: code, place: { kind: 'refused' }, clientIp: '::' } as const;
      return sendOrder(mover, await stored(), given, FOREVER);
    },
    /** The clockwork, whenever something is due, for `ms`; then nothing is, or the time is over. */
    until: async (ms: number): Promise<Order> => {
      const end = clock.now() + ms;
      for (let turn = 0; turn < 2_000; turn += 1) {
        const { dueAt } = await stored();
        if (dueAt === null || dueAt > end) return stored();
        clock.advance(Math.max(0, dueAt - clock.now()));
        await clockworkTick(mover, FOREVER);
      }
      throw new Error('nothing came of it');
    },
  };
}

export type CounterWorld = Awaited<ReturnType<typeof counterWorld>>;

/** What either party holds must be what our book says of it. */
export function heldBy({ gateway, his }: CounterWorld): string {
  const cash = gateway.is.charge === 'paid' ? 'cash' : '-';
  return `${cash} ${his.is.state.status === 'settled' ? 'insurance' : '-'}`;
}
