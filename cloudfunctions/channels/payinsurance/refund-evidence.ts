/**
 * What a signed answer to queryrefund says, in our words (interface document v2.4 §3.7; traps 6, 8, 34).
 * result_code proves nothing, the state does; an unreadable state is no evidence, an unreadable amount is
 * left out, which the domain takes for a mismatch.
 */
import type { RefundEvidence, RefundLegEvidence } from '../../domain/refund';
import type { PayInsuranceConfig } from './config';
import { isOurs } from './merchant';
import { shanghaiMs } from '../shanghai-time';
import { amount, orderNoOf, reference, stated } from './values';
import type { Fields } from './xml';

export type RefundReading =
  | { readonly ok: true; readonly evidence: RefundEvidence }
  | { readonly ok: false; readonly code: string };

/** Version V2.4 took FAIL out of the total: a leg that failed leaves it REFUNDING. */
const STATES: ReadonlyMap<string, RefundEvidence['state']> = new Map([
  ['SUCCESS', 'refunded'],
  ['REFUNDING', 'refunding'],
]);

const EITHER: readonly (readonly [string, RefundLegEvidence])[] = [
  ['SUCCESS', 'refunded'],
  ['REFUNDING', 'refunding'],
  // of the cash only before V2.4: where it is still said, it means the same
  ['FAIL', 'failed'],
  ['', 'unstated'],
];
/** CHANGE: the card is void, the money came back to the merchant, a person must transfer it. */
const CASH: ReadonlyMap<string, RefundLegEvidence> = new Map([...EITHER, ['CHANGE', 'change']]);
const INSURANCE: ReadonlyMap<string, RefundLegEvidence> = new Map(EITHER);

/** Trap 6: §3.7 prints the second, the version history the third; the first is like the other leg's. */
const CASH_STATUS = ['cash_refund_status', 'cash_refund_statuses', 'cash_refund_stauts'];

/** Of an answer of which return_code and result_code are SUCCESS and the signature right. */
export function refundEvidence(config: PayInsuranceConfig, fields: Fields): RefundReading {
  const orderNo = orderNoOf(fields);
  if (orderNo === undefined) return { ok: false, code: 'order-no-unreadable' };
  const refundNo = fields.get('hosp_out_refund_no') ?? '';
  if (refundNo === '') return { ok: false, code: 'refund-no-unreadable' };
  const state = STATES.get(fields.get('med_refund_state') ?? '');
  if (state === undefined) return { ok: false, code: 'state-unreadable' };
  const cash = legOf(CASH, fields, CASH_STATUS);
  const insurance = legOf(INSURANCE, fields, ['insurance_refund_status']);
  if (cash === undefined || insurance === undefined) return { ok: false, code: 'leg-unreadable' };
  const endedAt = state === 'refunded' ? endOf(fields.get('refund_end_time') ?? '') : undefined;
  return {
    ok: true,
    evidence: {
      orderNo,
      refundNo,
      ours: isOurs(config, fields),
      state,
      legs: { cash, insurance },
      amounts: {
        ...stated('cash', amount(fields, 'cash_refund_fee')),
        ...stated('insurance', amount(fields, 'insurance_refund_fee')),
      },
      ...stated('platformRefundNo', reference(fields, 'med_refund_id')),
      ...stated('cashRefundNo', reference(fields, 'cash_refund_id')),
      ...stated('insuranceRefundNo', reference(fields, 'insurance_refund_id')),
      ...(endedAt === undefined ? {} : { endedAt }),
    },
  };
}

/** Two spellings that say different things say nothing. */
function legOf(
  known: ReadonlyMap<string, RefundLegEvidence>,
  fields: Fields,
  spellings: readonly string[],
): RefundLegEvidence | undefined {
  const said = new Set(
    spellings.map((name) => fields.get(name) ?? '').filter((value) => value !== ''),
  );
  const [only = '', ...others] = said;
  return others.length > 0 ? undefined : known.get(only);
}

/** §3.7 gives no format: a stamp as in §3.4, or written out as the bill of §3.8 does. */
function endOf(text: string): number | undefined {
  const written = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text);
  return shanghaiMs(written === null ? text : written.slice(1).join(''));
}
