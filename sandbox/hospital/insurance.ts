/**
 * What the hospital asks of the insurance bureau for us (2.0): 6201, 6202, 6301, 6203, 6401 under our
 * order's number (docs/his-contract, "Insurance of 2.0"). The bureau's refusals are passed on by their
 * codes; while its line is down nothing happens, BUSY.
 */

import type { BureauForHospital, Fees, Split } from '../bureau/for-hospital';
import { BureauRefused } from '../bureau/refused';
import { quote, requireBill, totalOf } from './bills';
import { isHeldByOther } from './counter-insurance';
import { HisError } from './errors';
import { fixedQuote } from './fixed-split';
import { identityDigest } from './identity';
import { isInHospital } from './in-hospital';
import type * as wire from './insurance-types';
import { billsOfPatient, requireUnpaid } from './pre-settlement';
import type { BillRecord, PatientRecord } from './records';
import type { HospitalStore } from './store';
import { shanghaiIso } from './time';

export class InsuranceDesk {
  readonly #store: HospitalStore;

  constructor(store: HospitalStore) {
    this.#store = store;
  }

  /** @throws HisError with nothing uploaded */
  upload(orderNo: string, request: wire.UploadFeesRequest): wire.InsuranceUpload {
    const { patientId, billIds, serialNo, payAuthNo } = request;
    const { patient, bills } = billsOfPatient(this.#store, patientId, billIds);
    const { name, idType, idNo } = patient;
    const head = {
      ...{ orderNo, serialNo, billIds, payAuthNo },
      patient: { name, idDigest: identityDigest(idType, idNo) },
    };
    const { uploadedAt } = this.#ask((bureau) =>
      bureau.upload(head, () => feesOf(this.#store, patient, bills)),
    );
    return { status: 'uploaded', orderNo, uploadedAt: shanghaiIso(uploadedAt) };
  }

  /** @throws HisError with nothing split */
  preSettle(orderNo: string, payAuthNo: string): wire.InsurancePrice {
    const priced = this.#ask((bureau) =>
      bureau.price(orderNo, payAuthNo, (billIds) => {
        const bills = billIds.map((billId) => requireBill(this.#store, billId));
        requireUnpaid(this.#store, bills);
        return bills.reduce((total, bill) => total + totalOf(bill), 0);
      }),
    );
    const { payOrderId, createdAt, fundFen, selfFen, otherFen } = priced;
    return {
      orderNo,
      payOrderId,
      createdAt: shanghaiIso(createdAt),
      totalFen: priced.totalFen,
      cashFen: priced.cashFen,
      insuranceFen: fundFen + selfFen + otherFen,
      insuranceFundFen: fundFen,
      insuranceSelfFen: selfFen,
      insuranceOtherFen: otherFen,
      cashAddFen: priced.cashAddFen,
      cashReducedFen: priced.cashReducedFen,
    };
  }

  /** Never refused, unless the line is down. */
  query(orderNo: string): wire.InsuranceUploadState {
    const { refundedAt, ...state } = this.#ask((bureau) => bureau.state(orderNo));
    return {
      orderNo,
      ...state,
      ...(refundedAt === undefined ? {} : { refundedAt: shanghaiIso(refundedAt) }),
    };
  }

  /** @throws HisError NOT_SETTLED, REFUND_DIFFERS, HOSPITAL_REFUSED */
  refund(orderNo: string, request: wire.RefundUploadRequest): wire.InsuranceRefund {
    const { refundNo } = request;
    const { refundedAt } = this.#ask((bureau) =>
      bureau.refund(orderNo, {
        refundNo,
        fundFen: request.insuranceFundFen,
        selfFen: request.insuranceSelfFen,
        otherFen: request.insuranceOtherFen,
      }),
    );
    return { orderNo, refundNo, refundedAt: shanghaiIso(refundedAt) };
  }

  /** @throws HisError INSURANCE_SETTLED */
  revoke(orderNo: string): wire.InsuranceRevocation {
    const { revokedAt } = this.#ask((bureau) => bureau.revoke(orderNo));
    return { status: 'revoked', orderNo, revokedAt: shanghaiIso(revokedAt) };
  }

  #ask<T>(act: (bureau: BureauForHospital) => T): T {
    const { bureau, levers } = this.#store;
    if (bureau === undefined || levers.bureauDown) {
      throw new HisError('BUSY', 'the line to the bureau is down');
    }
    try {
      return act(bureau);
    } catch (error) {
      if (error instanceof BureauRefused) throw new HisError(error.code, error.message);
      throw error;
    }
  }
}

/** What the hospital reckons that insurance pays. @throws HisError if it cannot */
function feesOf(store: HospitalStore, patient: PatientRecord, bills: readonly BillRecord[]): Fees {
  requireUnpaid(store, bills);
  const billIds = bills.map(({ billId }) => billId);
  if (isHeldByOther(store, billIds)) {
    throw new HisError('INSURANCE_SETTLED', 'insurance has paid one of these bills at a counter');
  }
  const inHospital = isInHospital(store, patient.patientId);
  return { ...splitOf(store, patient, bills), inHospital };
}

function splitOf(
  store: HospitalStore,
  patient: PatientRecord,
  bills: readonly BillRecord[],
): Split {
  const asked = fixedQuote(quote(bills, patient, 'insurance', store.now()));
  if (asked.mode === 'cash') {
    throw new HisError('INSURANCE_NOT_COVERED', 'insurance does not pay these bills');
  }
  const { totalFen, cashFen, fundFen, selfFen, cashAddFen, cashReducedFen } = asked;
  // 2.0 leaves nothing unnamed: the bureau's discount is one of its other payments.
  const otherFen = totalFen - cashReducedFen - cashFen - fundFen - selfFen;
  return { totalFen, cashFen, fundFen, selfFen, otherFen, cashAddFen, cashReducedFen };
}
