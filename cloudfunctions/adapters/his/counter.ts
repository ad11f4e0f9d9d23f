/**
 * A hospital's counters over the HIS contract ("At the counter"): who works where, reading 医保码, and the
 * insurance part that the hospital settles and takes back under our order's number. The code and its token
 * go into one body and out of one answer, and nowhere else (money rule 14).
 */
import type { PreSettledAmounts } from '../../domain/amounts';
import { patientId } from '../../domain/ids';
import type {
  CodeRead,
  CounterDesk,
  CounterInsurance,
  InsuranceAsk,
  InsuranceState,
  SettledInsurance,
} from '../../ports/counter-desk';
import type { CounterTerminal } from '../../ports/one-code';
import type { SendCall } from './client';
import { insuredAmounts } from './insured-amounts';
import type { Schemas } from './schemas';
import { msOf, textAs } from './values';

const part = encodeURIComponent;
const pathOf = (orderNo: string): string => `/counter/insurance/${part(orderNo)}`;

/** RangeError when a number is there twice: nobody could say which counter it is. */
function terminalsOf({ terminals }: Schemas['CounterTerminals']): readonly CounterTerminal[] {
  if (new Set(terminals.map((one) => one.counterNo)).size < terminals.length) {
    throw new RangeError('a counter is there twice');
  }
  return terminals.map(({ counterNo, name, devId, devIp, operatorNo, operatorName }) => ({
    ...{ counterNo, name, devId, devIp, operatorNo, operatorName },
  }));
}

function readingOf(from: Schemas['CounterReading']): CodeRead {
  return {
    scanId: from.scanId,
    patientId: patientId(from.patientId),
    patientName: from.nameMasked,
    byRelative: from.byRelative,
    expiresAt: msOf(from.expiresAt),
  };
}

export function counterDesk(send: SendCall): CounterDesk {
  return {
    terminals: (deadline) =>
      send(
        {
          operation: 'terminals',
          method: 'GET',
          path: '/counter/terminals',
          answer: 'CounterTerminals',
          read: terminalsOf,
        },
        deadline,
      ),
    read: ({ code, counterNo }, deadline) =>
      send(
        {
          operation: 'counterRead',
          method: 'POST',
          path: '/counter/readings',
          body: { code, counterNo } satisfies Schemas['CounterReadRequest'],
          answer: 'CounterReading',
          read: readingOf,
        },
        deadline,
      ),
    token: (scanId, deadline) =>
      send(
        {
          operation: 'counterToken',
          method: 'GET',
          path: `/counter/readings/${part(scanId)}/token`,
          answer: 'CounterToken',
          read: ({ scanId: of, token, patientId: whose }) =>
            of === scanId ? { token, patientId: patientId(whose) } : undefined,
        },
        deadline,
      ),
  };
}

/** RangeError when the parts do not make the sums. */
function amountsOf(from: Schemas['CounterSettlement']): PreSettledAmounts {
  const { totalFen, cashFen, insuranceFen, cashReducedFen } = from;
  if (cashFen + insuranceFen + cashReducedFen > totalFen) {
    throw new RangeError('the legs do not make the total');
  }
  return insuredAmounts(from);
}

function settledOf(from: Schemas['CounterSettlement'], orderNo: string): SettledInsurance {
  if (from.orderNo !== orderNo) throw new RangeError('of another order');
  const { settlementNo, settledAt } = from;
  return { settlementNo, amounts: amountsOf(from), settledAt: msOf(settledAt) };
}

/** The settlement, if it is what was agreed. */
function asAgreed(
  settled: SettledInsurance,
  agreed: InsuranceAsk['agreed'],
): SettledInsurance | undefined {
  if (agreed === undefined) return settled;
  const { total, cash, insurance } = settled.amounts;
  const same = total === agreed.total && cash === agreed.cash && insurance === agreed.insurance;
  return same ? settled : undefined;
}

function stateOf(
  from: Schemas['CounterInsuranceState'],
  orderNo: string,
): InsuranceState | undefined {
  if (from.orderNo !== orderNo) return undefined;
  switch (from.status) {
    case 'none':
      return { status: 'none' };
    case 'settled':
      return { status: 'settled', ...settledOf(from, orderNo) };
    case 'reversed':
      return {
        status: 'reversed',
        reversedAt: msOf(from.reversedAt),
        ...textAs('refundNo', from.refundNo),
      };
  }
}

function bodyOf(ask: InsuranceAsk): Schemas['CounterSettleRequest'] {
  const { patientId: whose, billIds, serialNo, scanId, agreed } = ask;
  const sums =
    agreed === undefined
      ? {}
      : {
          agreed: {
            totalFen: agreed.total,
            cashFen: agreed.cash,
            insuranceFen: agreed.insurance,
          },
        };
  return { patientId: whose, billIds, serialNo, scanId, ...sums };
}

export function counterInsurance(send: SendCall): CounterInsurance {
  return {
    settle: (ask, deadline) =>
      send(
        {
          operation: 'counterSettle',
          method: 'PUT',
          path: pathOf(ask.orderNo),
          body: bodyOf(ask),
          orderNo: ask.orderNo,
          answer: 'CounterSettlement',
          read: (from) => asAgreed(settledOf(from, ask.orderNo), ask.agreed),
        },
        deadline,
      ),
    state: (orderNo, deadline) =>
      send(
        {
          operation: 'counterState',
          method: 'GET',
          path: pathOf(orderNo),
          orderNo,
          answer: 'CounterInsuranceState',
          read: (from) => stateOf(from, orderNo),
        },
        deadline,
      ),
    reverse: ({ orderNo, refundNo }, deadline) =>
      send(
        {
          operation: 'counterReverse',
          method: 'PUT',
          path: `${pathOf(orderNo)}/reversal`,
          body: { ...textAs('refundNo', refundNo) } satisfies Schemas['CounterReverseRequest'],
          orderNo,
          answer: 'CounterReversal',
          // What was taken back before, and for whatever reason, is back.
          read: (from) =>
            from.orderNo === orderNo ? { reversedAt: msOf(from.reversedAt) } : undefined,
        },
        deadline,
      ),
  };
}
