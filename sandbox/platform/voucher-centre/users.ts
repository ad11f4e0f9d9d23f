/**
 * Who has signed for 一码付 with the payment channel, by main account: on the first day those whose card is
 * bound. A relative's code is paid by the main account that shows it (one-code specification V1.0 §1.4.3.3 (4)).
 */

import type { Holder } from '../../bureau/people';
import type { OneCodeUser, Status, World } from './model';

export function holderOf({ people }: World, openid: string): Holder | undefined {
  return people.holders.find((holder) => holder.openid === openid);
}

export function userOf(world: World, openid: string): OneCodeUser {
  const known = world.users.get(openid);
  if (known !== undefined) return known;
  const bound = holderOf(world, openid)?.boundCard ?? false;
  return { openid, status: bound ? 'signed' : 'unsigned' };
}

export const DEFAULT_REASON = '支付账户已被限制使用，请联系支付渠道';

/** undefined: nobody of that openid. */
export function setUser(
  world: World,
  openid: string,
  status: Status,
  reason = DEFAULT_REASON,
): OneCodeUser | undefined {
  if (holderOf(world, openid) === undefined) return undefined;
  const user = { openid, status, ...(status === 'suspended' ? { reason } : {}) };
  world.users.put(openid, user);
  return user;
}

/** As the channel names the account: 张建国 → *建国. */
export function accountName(world: World, openid: string): string {
  const name = Array.from(holderOf(world, openid)?.name ?? '');
  return `*${name.slice(1).join('')}`;
}

/** Whose codes somebody can show: their own, and their relatives'. */
export function patientsOf(world: World, openid: string): readonly string[] {
  const holder = holderOf(world, openid);
  if (holder === undefined) return [];
  const insured = world.people.insured.map(({ patientId }) => patientId);
  return [holder.patientId, ...holder.relatives.filter((one) => insured.includes(one))];
}
