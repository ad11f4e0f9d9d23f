/**
 * The two calls of one-code specification V1.0 §1.5 once their parameters are right: institution and counter,
 * token, account, and for a certificate its serial number. A certificate is a payment code of the channel,
 * bound to amount and serial number, for one use.
 */

import { refusal } from './errors';
import type { Texts } from './fields';
import { leversOf, type CallName, type OneCodeUser, type Token, type World } from './model';
import { accountName, userOf } from './users';

const CHANNEL = '微信支付';
const FLAGS = { unsigned: '0', signed: '1', suspended: '2' } as const;

/** Throws `CentreRefusal`. */
export function act(world: World, call: CallName, asked: Texts): Texts {
  refuseUnlessRegistered(world, asked);
  const token = livingToken(world, asked.token ?? '');
  const user = userOf(world, token.openid);
  return call === 'status' ? status(world, user) : certificate(world, user, asked);
}

function refuseUnlessRegistered({ institution }: World, asked: Texts): void {
  if (asked.orgCodg !== institution.orgCodg) throw refusal('500316');
  const device = institution.devices().find(({ devId }) => devId === asked.devId);
  if (device === undefined) throw refusal('500093', 'devId 未登记');
  if (device.devIp !== asked.devIP) throw refusal('-4', 'devIP 与登记的设备不一致');
}

function livingToken({ tokens, clock }: World, asked: string): Token {
  const token = tokens.get(asked);
  if (token === undefined) throw refusal('500001');
  if (token.expiresAt <= clock.now()) throw refusal('500008', '电子凭证令牌已失效，请重新扫码');
  return token;
}

function channelOf(world: World, { openid }: OneCodeUser): Texts {
  return { payChnlUserName: accountName(world, openid), payChnlName: CHANNEL };
}

function status(world: World, user: OneCodeUser): Texts {
  const stasFlag = FLAGS[user.status];
  if (user.status === 'unsigned') return { stasFlag };
  const abnRea = user.reason;
  return { stasFlag, ...(abnRea === undefined ? {} : { abnRea }), ...channelOf(world, user) };
}

function certificate(world: World, user: OneCodeUser, asked: Texts): Texts {
  const { fixmedinsTrnsSn: serial = '', ownPaySetlAmt = '', devId = '' } = asked;
  if (world.certificates.get(serial) !== undefined) {
    throw refusal('500014', 'fixmedinsTrnsSn 已使用');
  }
  if (user.status === 'unsigned') throw refusal('500243');
  if (user.status === 'suspended') throw refusal('500242', user.reason);
  const { openid } = user;
  const amountFen = Number(ownPaySetlAmt.replace('.', ''));
  const issuedAt = world.clock.now();
  const expiresAt = issuedAt + leversOf(world).certificateLivesMs;
  const payCert = world.paymentCodes.issue({ openid, amountFen, expiresAt, outTradeNo: serial });
  const { certificates } = world;
  certificates.put(serial, { serial, openid, amountFen, devId, issuedAt, expiresAt });
  return { payCert, ...channelOf(world, user) };
}
