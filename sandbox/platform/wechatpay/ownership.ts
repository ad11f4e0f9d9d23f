/**
 * For whom a call is made: a merchant for itself, a service provider for one of its hospitals, named by
 * sub_mchid. (sub_mchid, number) is the key everywhere, so that hospitals never see each other.
 */

import { ApiRefusal, badParameter } from './errors';
import type { HospitalNumbers } from './keys';
import type { Caller, Owner, World } from './model';

/** `subMchid` as the call gives it. Throws `ApiRefusal`. */
export function ownerOf(world: World, caller: Caller, subMchid: string | undefined): Owner {
  const { mchid } = caller.account;
  if (caller.kind === 'merchant') {
    if (subMchid !== undefined) throw badParameter('sub_mchid 不适用于商户模式');
    return { mchid, subMchid: '' };
  }
  if (subMchid === undefined) throw badParameter('服务商模式缺少 sub_mchid');
  if (['null', 'undefined', ''].includes(subMchid)) {
    throw badParameter(`sub_mchid=${subMchid} 不是商户号`);
  }
  hospitalOf(world, subMchid);
  return { mchid, subMchid };
}

/** The hospital of that number that the provider serves. Throws a 403. */
export function hospitalOf({ keys }: World, subMchid: string): HospitalNumbers {
  const hospital = keys.provider.hospitals.find((known) => known.mchid === subMchid);
  if (hospital !== undefined) return hospital;
  throw new ApiRefusal(403, 'RULE_LIMIT', '商户与子商户不是受理关系：sub_mchid 不在该服务商名下');
}

/** Query parameters, each at most once and only those known. Throws `ApiRefusal`. */
export function queryOf(
  search: URLSearchParams,
  ...known: readonly string[]
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of search) {
    if (!known.includes(name)) throw badParameter(`未知的查询参数 ${name.slice(0, 64)}`);
    if (Object.hasOwn(found, name)) throw badParameter(`查询参数 ${name} 重复`);
    found[name] = value;
  }
  return found;
}
