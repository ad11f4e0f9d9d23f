/**
 * The hospital's counters for 医保码一码付 (docs/his-contract, "At the counter"): its readers decode codes in
 * the insurance network, it settles insurance itself. A token is shown to nobody but who asks for it by the
 * reading's number.
 */

import type { CodeReader } from '../platform/voucher-centre/port';
import * as insurance from './counter-insurance';
import {
  refuseNext,
  shiftNext,
  type CounterReverseRefusal,
  type CounterSettleRefusal,
} from './counter-levers';
import type { CounterInsuranceRecord, ReadingRecord } from './counter-records';
import type * as wire from './counter-types';
import { HisError } from './errors';
import { maskName } from './identity';
import { requirePatient } from './patients';
import type { HospitalStore } from './store';
import { shanghaiIso } from './time';

/** A reading without its token. */
export type ReadingView = Omit<ReadingRecord, 'token'>;

export class CounterDesk {
  readonly #store: HospitalStore;
  readonly #counters: readonly wire.CounterTerminal[];

  constructor(store: HospitalStore, counters: readonly wire.CounterTerminal[]) {
    this.#store = store;
    this.#counters = counters;
  }

  terminals(): { readonly terminals: readonly wire.CounterTerminal[] } {
    return { terminals: this.#counters };
  }

  /** @throws HisError COUNTER_UNKNOWN, CODE_UNKNOWN, CODE_OVER, PATIENT_NOT_FOUND, BUSY */
  read({ code, counterNo }: wire.CounterReadRequest): wire.CounterReading {
    const store = this.#store;
    if (!this.#counters.some((one) => one.counterNo === counterNo)) {
      throw new HisError('COUNTER_UNKNOWN', 'no such counter');
    }
    const { token, patientId, byRelative, expiresAt } = decoded(store.codes, code);
    if (store.now() >= expiresAt) throw new HisError('CODE_OVER', 'its time is over');
    const { name } = requirePatient(store, patientId);
    const scanId = store.uuid();
    const readAt = store.now();
    store.readings.put({
      ...{ scanId, counterNo, patientId, byRelative, token, readAt, expiresAt },
    });
    return {
      ...{ scanId, patientId, nameMasked: maskName(name), byRelative },
      expiresAt: shanghaiIso(expiresAt),
    };
  }

  /** @throws HisError READING_UNKNOWN, CODE_OVER */
  token(scanId: string): wire.CounterToken {
    const { token, patientId, expiresAt } = this.#reading(scanId);
    if (this.#store.now() >= expiresAt) throw new HisError('CODE_OVER', 'its time is over');
    return { scanId, token, patientId };
  }

  /** @throws HisError with nothing settled, unless it is INVALID_REQUEST */
  settle(orderNo: string, request: wire.CounterSettleRequest): wire.CounterSettlement {
    return insurance.settle(this.#store, orderNo, request);
  }
  state(orderNo: string): wire.CounterInsuranceState {
    return insurance.state(this.#store, orderNo);
  }
  /** @throws HisError with nothing changed */
  reverse(orderNo: string, refundNo?: string): wire.CounterReversal {
    return insurance.reverse(this.#store, orderNo, refundNo);
  }

  /** In the order of reading. */
  readings(): readonly ReadingView[] {
    return this.#store.readings.all().map(({ token: _secret, ...rest }) => rest);
  }
  /** In the order of first asking. */
  insurance(): readonly CounterInsuranceRecord[] {
    return this.#store.counterInsurance.all();
  }
  /** Its time is over now. @throws HisError READING_UNKNOWN */
  expireReading(scanId: string): void {
    this.#store.readings.put({ ...this.#reading(scanId), expiresAt: this.#store.now() });
  }
  /** On the hospital's own screen. @throws HisError INSURANCE_NOT_SETTLED */
  reverseByHand(orderNo: string): wire.CounterReversal {
    return insurance.reverseByHand(this.#store, orderNo);
  }
  /** The next `count` settlements (not repeats) fail. @throws RangeError */
  refuseNextSettle(code: CounterSettleRefusal, count = 1): void {
    refuseNext(this.#store, 'counterSettleRefusals', code, count);
  }
  /** The next `count` reversals (not repeats) fail. @throws RangeError */
  refuseNextReverse(code: CounterReverseRefusal, count = 1): void {
    refuseNext(this.#store, 'counterReverseRefusals', code, count);
  }
  /** The next `count` settlements ask `byFen` more cash than was quoted. @throws RangeError */
  shiftNextSplit(byFen: number, count = 1): void {
    shiftNext(this.#store, byFen, count);
  }

  #reading(scanId: string): ReadingRecord {
    const reading = this.#store.readings.get(scanId);
    if (reading === undefined) throw new HisError('READING_UNKNOWN', 'nothing was read under this');
    return reading;
  }
}

function decoded(codes: CodeReader | undefined, code: string) {
  if (codes === undefined) throw new HisError('BUSY', 'no reader is connected');
  const found = codes.read(code);
  if (found.ok) return found;
  throw found.why === 'expired'
    ? new HisError('CODE_OVER', 'its time is over')
    : new HisError('CODE_UNKNOWN', 'no such code');
}
