/**
 * Who we are in a message, and whether a message is about us: appid and mch_id always, sub_appid and
 * sub_mch_id wherever they stand (interface document v2.4 §2.1, §2.2; money rule 4).
 */
import type { PayInsuranceConfig } from './config';
import type { Fields } from './xml';

type Pair = readonly [name: string, value: string];

/** The account fields of a request. */
export function merchantFields(config: PayInsuranceConfig): readonly Pair[] {
  const own: readonly Pair[] = [
    ['appid', config.appid],
    ['mch_id', config.mchId],
  ];
  if (config.mode === 'independent') return own;
  return [...own, ['sub_appid', config.subAppid], ['sub_mch_id', config.subMchId]];
}

/** Whether a message is about us: appid and mch_id are there, and no account field is another's. */
export function isOurs(config: PayInsuranceConfig, fields: Fields): boolean {
  const named = (name: string) => (fields.get(name) ?? '') !== '';
  return named('appid') && named('mch_id') && namesNobodyElse(config, fields);
}

/**
 * For answers without account fields (trap 30): none that is there is another's. An independent
 * hospital may find itself repeated in the sub fields, as in the sample of §3.3.
 */
export function namesNobodyElse(config: PayInsuranceConfig, fields: Fields): boolean {
  const [subAppid, subMchId] =
    config.mode === 'independent'
      ? [config.appid, config.mchId]
      : [config.subAppid, config.subMchId];
  return (
    absentOr(fields.get('appid'), config.appid) &&
    absentOr(fields.get('mch_id'), config.mchId) &&
    absentOr(fields.get('sub_appid'), subAppid) &&
    absentOr(fields.get('sub_mch_id'), subMchId)
  );
}

function absentOr(value: string | undefined, expected: string): boolean {
  return value === undefined || value === '' || value === expected;
}
