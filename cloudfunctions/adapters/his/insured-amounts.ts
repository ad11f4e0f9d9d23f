/** The sums of a split that insurance has a part in, as the HIS contract names them, all in fen. */
import type { PreSettledAmounts } from '../../domain/amounts';
import { fen } from '../../../miniprogram/shared/fen';
import type { Schemas } from './schemas';

type Split = Schemas['CounterSettlement'] | Schemas['InsurancePrice'];

/** RangeError when the parts do not make the insurance. How the legs make the total is the caller's rule. */
export function insuredAmounts(from: Split): PreSettledAmounts {
  const parts = from.insuranceFundFen + from.insuranceSelfFen + from.insuranceOtherFen;
  if (parts !== from.insuranceFen) throw new RangeError('the parts do not make the insurance');
  return {
    kind: 'insurance-offline',
    total: fen(from.totalFen),
    cash: fen(from.cashFen),
    insurance: fen(from.insuranceFen),
    insuranceFund: fen(from.insuranceFundFen),
    insuranceSelf: fen(from.insuranceSelfFen),
    insuranceOther: fen(from.insuranceOtherFen),
    cashAdd: fen(from.cashAddFen),
    cashReduced: fen(from.cashReducedFen),
  };
}
