/** What may go to the platform of 1.0 (money rules 1, 6, 9, 15 and 16; interface document v2.4). */
import type { Order } from '../../cloudfunctions/domain/order';
import { readXml, type Fields } from './cheap-xml';
import { isHeldBack } from './watch-refunds';
import {
  isLateForInsurance,
  settledRightly,
  storedAndAlone,
  who,
  type WireJudge,
  type WireWatch,
} from './watch-wire';

function sumsAgree(order: Order, fields: Fields): boolean {
  const { amounts } = order;
  const sent = (name: string) => Number(fields[name] ?? 0);
  return (
    sent('total_fee') === amounts.total &&
    sent('cash_fee') === amounts.cash &&
    sent('insurance_fee') === amounts.insurance &&
    sent('cash_add_fee') === amounts.cashAdd &&
    sent('cash_reduced_fee') === amounts.cashReduced
  );
}

/** `identityOf`: MD5 of the identity number behind an openid. */
function placedRightly(identityOf: (openid: string) => string | undefined): WireJudge {
  return (deps, { number, body }) => {
    const { judge } = deps;
    const order = storedAndAlone(deps, number);
    if (order === undefined) return;
    const fields = readXml(body);
    const same = sumsAgree(order, fields);
    judge.must(same, 1, () => `${who(number)} is sent with other sums than stored`);
    if (fields.pay_type === '1') return;
    const late = isLateForInsurance(order.createdAt);
    judge.must(!late, 16, () => `${who(number)}: insurance behind the cut-off`);
    const payer = fields.sub_openid ?? fields.openid ?? '';
    const own = identityOf(payer) === fields.user_card_no;
    judge.must(own, 15, () => `${who(number)}: insurance of somebody else than the payer`);
  };
}

/** A message of `refund` is about to be read by the platform. */
const refundedRightly: WireJudge = ({ judge, sights, stored }, { number, body, caller }) => {
  const fields = readXml(body);
  const order = stored(number);
  const refund = order?.refund;
  const it = `refund of ${number.slice(0, 14)}`;
  judge.must(caller === 'refund', 9, () => `${it} is sent by ${caller}`);
  if (order === undefined || refund === undefined) {
    judge.fail(9, `${it} is sent and not reserved`);
    return;
  }
  const named = fields.hosp_out_refund_no ?? '';
  judge.must(named === refund.refundNo, 9, () => `${it} goes out under another number`);
  judge.must(refund.state === 'sending', 9, () => `${it} goes out while ${refund.state}`);
  const cashOnly = (fields.part_refund_type ?? '') !== '';
  const paid = sights.there(number);
  const cash = fields.cash_refund_fee ?? String(paid?.cash);
  const insurance = cashOnly ? 0 : (paid?.insurance ?? 0);
  const same = Number(cash) === refund.cash && insurance === refund.insurance;
  judge.must(same, 9, () => `${it} asks for other sums than are reserved`);
  const held = isHeldBack(sights, order, refund.refundNo);
  judge.must(held, 9, () => `${it} goes out before the hospital holds`);
};

export function watchV1(identityOf: (openid: string) => string | undefined): WireWatch {
  return {
    judges: new Map([
      ['unifiedorder', placedRightly(identityOf)],
      ['his.settle', settledRightly],
      ['refund', refundedRightly],
    ]),
    repeated: new Set(['unifiedorder', 'his.settle']),
  };
}
