/**
 * An order of a counter that is booked is held against the insurance that was settled under its number
 * (docs/his-contract, promise 9 of `settle`).
 */

import type { Split } from '../bureau/for-hospital';
import { HisError } from './errors';
import type { HospitalStore } from './store';
import type { SettleRequest } from './types';

/**
 * The split that insurance has settled; undefined for cash alone.
 * @throws HisError INSURANCE_NOT_SETTLED, BILL_CHANGED
 */
export function insuredAtCounter(
  store: HospitalStore,
  orderNo: string,
  { payWith, patientId, billIds }: SettleRequest,
): Split | undefined {
  const settled = store.counterInsurance.settled(orderNo);
  if (payWith === 'cash') {
    if (settled === undefined) return undefined;
    throw new HisError('BILL_CHANGED', 'paid with cash, yet insurance has paid a part');
  }
  if (settled === undefined) {
    throw new HisError('INSURANCE_NOT_SETTLED', 'insurance has paid nothing under this number');
  }
  const { request, split } = settled;
  const same =
    request.patientId === patientId &&
    [...request.billIds].sort().join() === [...billIds].sort().join();
  if (!same) throw new HisError('BILL_CHANGED', 'insurance has paid for other bills');
  return split;
}
