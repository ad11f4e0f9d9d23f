/**
 * What the bureau remembers between the hospital's pre-settlement and the platform's payment: how the
 * insurance sum is made up, under the hospital's serial number (interface document v2.4 §3.3, §3.4).
 * Kept with the hospital's records, so that it is durable before the hospital answers.
 */

import type { InsuranceParts } from './hospital/store';
import type { PreSettledLookup } from './platform/payinsurance/model';
import type { Tables } from './shared/tables';

export interface BureauMemory {
  readonly onPreSettled: (serialNo: string, parts: InsuranceParts) => void;
  readonly preSettled: PreSettledLookup;
}

export function bureauMemory(tables: Tables): BureauMemory {
  const known = tables.table<InsuranceParts>('bureau.preSettled');
  return {
    onPreSettled: (serialNo, parts) => {
      known.put(serialNo, parts);
    },
    preSettled: (serialNo) => {
      const parts = known.get(serialNo);
      if (parts === undefined) return undefined;
      return { fundFee: parts.fundFen, selfFee: parts.selfFen, otherFee: parts.otherFen };
    },
  };
}
