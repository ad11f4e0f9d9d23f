/** The parts of an insurance sum that are stated (some cities leave them out), and only those. */
import type { Fen } from '../../miniprogram/shared/fen';

export interface InsuranceParts {
  readonly insuranceFund?: Fen;
  readonly insuranceSelf?: Fen;
  readonly insuranceOther?: Fen;
}

/** The stated parts of `from`. */
export function partsOf(from: InsuranceParts): InsuranceParts {
  const { insuranceFund, insuranceSelf, insuranceOther } = from;
  return {
    ...(insuranceFund === undefined ? {} : { insuranceFund }),
    ...(insuranceSelf === undefined ? {} : { insuranceSelf }),
    ...(insuranceOther === undefined ? {} : { insuranceOther }),
  };
}
