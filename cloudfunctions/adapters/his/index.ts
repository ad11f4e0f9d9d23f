/**
 * The hospital's systems over the HIS contract (docs/his-contract), one part per port. An
 * identity number that HIS sends never leaves this adapter: its digest does (trap 1).
 */
import { patientId, type PatientId } from '../../domain/ids';
import type { CounterDesk, CounterInsurance } from '../../ports/counter-desk';
import type { HisCards, HisReader, HisSettler } from '../../ports/his';
import type { HisLedger, HisRefunds } from '../../ports/his-refunds';
import type { HisLookups, HisVisits, HisWards } from '../../ports/his-visits';
import type { InsuranceBureau } from '../../ports/insurance-bureau';
import { hisClient, type HisConfig, type HisDeps, type SendCall } from './client';
import { counterDesk, counterInsurance } from './counter';
import { hisInsurance } from './insurance';
import { hisLedger } from './ledger';
import { hisLookups } from './lookups';
import { hisRefunds } from './refunds';
import type { Schemas } from './schemas';
import { settlementBody } from './settlement-body';
import {
  billOf,
  msOf,
  patientOf,
  preSettlementOf,
  settlementOf,
  type IdentityDigest,
} from './values';
import { hisVisits } from './visits';
import { hisWards } from './wards';

export type { HisConfig, HisDeps } from './client';
export type { IdentityDigest } from './values';

const part = encodeURIComponent;

function patients(send: SendCall, digest: IdentityDigest): Pick<HisReader, 'patient' | 'match'> {
  return {
    patient: (id, deadline) =>
      send(
        {
          operation: 'getPatient',
          method: 'GET',
          path: `/patients/${part(id)}`,
          answer: 'Patient',
          read: (from) => (from.patientId === id ? patientOf(from, digest) : undefined),
        },
        deadline,
      ),
    match: ({ name, cardNo, idType, idDigest }, deadline) =>
      send(
        {
          operation: 'matchPatient',
          method: 'POST',
          path: '/patients/match',
          body: { name, cardNo, idType, idDigest },
          answer: 'MatchPatientResponse',
          read: (from) => ({ patientId: patientId(from.patientId) }),
        },
        deadline,
      ),
  };
}

function bills(send: SendCall): Pick<HisReader, 'bills' | 'bill' | 'preSettle'> {
  return {
    bills: (id, deadline) =>
      send(
        {
          operation: 'listBills',
          method: 'GET',
          path: `/patients/${part(id)}/bills?status=unpaid`,
          answer: 'BillList',
          read: (from) =>
            from.bills.every((bill) => bill.patientId === id) ? from.bills.map(billOf) : undefined,
        },
        deadline,
      ),
    bill: (id, deadline) =>
      send(
        {
          operation: 'getBill',
          method: 'GET',
          path: `/bills/${part(id)}`,
          answer: 'Bill',
          read: (from) => (from.billId === id ? billOf(from) : undefined),
        },
        deadline,
      ),
    preSettle: (ask, deadline) =>
      send(
        {
          operation: 'preSettle',
          method: 'POST',
          path: '/pre-settlements',
          body: {
            ...{ patientId: ask.patientId, billIds: ask.billIds, payWith: ask.payWith },
            ...(ask.at === undefined ? {} : { at: ask.at }),
          } satisfies Schemas['PreSettleRequest'],
          answer: 'PreSettlement',
          read: (from) => preSettlementOf(from, ask.payWith, ask.at),
        },
        deadline,
      ),
  };
}

function settler(send: SendCall): HisSettler {
  return {
    settle: (order, deadline) =>
      send(
        {
          operation: 'settle',
          method: 'PUT',
          path: `/settlements/${part(order.orderNo)}`,
          body: settlementBody(order),
          orderNo: order.orderNo,
          answer: 'SettleResponse',
          read: (from) => settlementOf(from, order.orderNo),
        },
        deadline,
      ),
    // A settle that never arrived leaves HIS without the bills, so they are named.
    querySettlement: ({ orderNo, billIds }, deadline) =>
      send(
        {
          operation: 'querySettlement',
          method: 'GET',
          path: `/settlements/${part(orderNo)}?billIds=${billIds.map(part).join(',')}`,
          orderNo,
          answer: 'SettlementState',
          read: (from) => settlementOf(from, orderNo),
        },
        deadline,
      ),
    cancelSettlement: (orderNo, deadline) =>
      send(
        {
          operation: 'cancelSettlement',
          method: 'POST',
          path: `/settlements/${part(orderNo)}/cancel`,
          orderNo,
          answer: 'CancelSettlementResponse',
          read: (from) => settlementOf(from, orderNo),
        },
        deadline,
      ),
  };
}

function cards(send: SendCall): HisCards {
  return {
    openCard: ({ name, idType, idNo, phone, requestId }, deadline) =>
      send(
        {
          operation: 'openCard',
          method: 'POST',
          path: '/patients',
          body: { name, idType, idNo, phone, requestId },
          answer: 'OpenCardResponse',
          read: (from) => ({ patientId: patientId(from.patientId) }),
        },
        deadline,
      ),
    startPhoneProof: (id: PatientId, deadline) =>
      send(
        {
          operation: 'startPhoneProof',
          method: 'POST',
          path: `/patients/${part(id)}/phone-proofs`,
          answer: 'PhoneProof',
          read: ({ proofId, phoneMasked, expiresAt }) => ({
            proofId,
            phoneMasked,
            expiresAt: msOf(expiresAt),
          }),
        },
        deadline,
      ),
    checkPhoneProof: (proofId, code, deadline) =>
      send(
        {
          operation: 'checkPhoneProof',
          method: 'POST',
          path: `/phone-proofs/${part(proofId)}/check`,
          body: { code },
          answer: 'CheckPhoneProofResponse',
          read: (from) => ({ patientId: patientId(from.patientId) }),
        },
        deadline,
      ),
  };
}

/** `digest` is the domain's identity digest with node's MD5 in it. */
export function createHis(
  config: HisConfig,
  deps: HisDeps,
  digest: IdentityDigest,
): {
  readonly reader: HisReader;
  readonly settler: HisSettler;
  readonly cards: HisCards;
  readonly refunds: HisRefunds;
  readonly ledger: HisLedger;
  readonly visits: HisVisits;
  readonly wards: HisWards;
  readonly lookups: HisLookups;
  readonly insurance: InsuranceBureau;
  readonly counter: CounterDesk;
  readonly counterInsurance: CounterInsurance;
} {
  const send = hisClient(config, deps);
  return {
    reader: { ...patients(send, digest), ...bills(send) },
    settler: settler(send),
    cards: cards(send),
    refunds: hisRefunds(send),
    ledger: hisLedger(send),
    visits: hisVisits(send),
    wards: hisWards(send),
    lookups: hisLookups(send, digest),
    insurance: hisInsurance(send),
    counter: counterDesk(send),
    counterInsurance: counterInsurance(send),
  };
}
