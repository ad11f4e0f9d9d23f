/**
 * Rules for the addresses that notices go to (callback_url, notify_url): https, public, no query, no
 * spaces. The sandbox's own address is on this machine and counts as public all the same.
 */

import { badParameter } from './errors';
import type { World } from './model';

/** Throws `ApiRefusal` that names the field and the rule. */
export function checkNotifyUrl(world: World, field: string, url: string): void {
  const why = faultOf(url, world.ownOrigin());
  if (why !== undefined) throw badParameter(`${field} ${why}`);
}

function faultOf(text: string, own: string | undefined): string | undefined {
  if (/\s/.test(text)) return '不能含空格';
  if (text.includes('?')) return '不能携带查询参数（?）';
  if (text.includes('#')) return '不能携带 #';
  if (!URL.canParse(text)) return '不是合法的 URL';
  const url = new URL(text);
  if (own !== undefined && url.origin === own) return undefined;
  if (url.protocol !== 'https:') return '必须为 https';
  if (url.username !== '' || url.password !== '') return '不能含用户名和密码';
  return isPublic(url.hostname) ? undefined : '必须公网可达，不能是本机或内网地址';
}

const PRIVATE =
  /^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

function isPublic(host: string): boolean {
  if (host.startsWith('[') || !host.includes('.')) return false;
  if (/\.(?:local|localhost|internal|lan)$/.test(host)) return false;
  return !PRIVATE.test(host);
}
