/**
 * GET /v3/bill/tradebill tells where the bill of a day lies and what it hashes to; the file itself is
 * asked for with a signature but comes without one.
 */

import { Hash } from 'wechatpay-axios-plugin';
import { randomText } from '../payinsurance/random';
import { billPlanOf, billRows, billText, ofType } from './bill';
import { BILL_TYPES, type BillType } from './bill-model';
import { ApiRefusal, badParameter } from './errors';
import type { World } from './model';
import { hospitalOf, queryOf } from './ownership';
import { ok, type Call, type Result } from './routes';
import { beijingDay, dayBounds } from './times';

const KEPT_DAYS_MS = 92 * 86_400_000;
/** As many files as can be asked for at the same time. */
const KEPT_FILES = 50;

export interface BillFile {
  readonly mchid: string;
  readonly text: string;
  readonly gzip: boolean;
}

export function tradeBill(world: World, call: Call): Result {
  const provider = call.caller.kind === 'provider';
  const query = queryOf(
    call.search,
    ...['bill_date', 'bill_type', 'tar_type', ...(provider ? ['sub_mchid'] : [])],
  );
  const { bill_date: day = '', bill_type: type = 'ALL', tar_type: tar, sub_mchid: sub } = query;
  const bounds = dayBounds(day);
  if (bounds === undefined) throw badParameter('bill_date 格式应为 yyyy-MM-dd');
  if (!isBillType(type)) throw badParameter('bill_type 可选 ALL、SUCCESS、REFUND');
  if (tar !== undefined && tar !== 'GZIP') throw badParameter('tar_type 可选 GZIP');
  if (sub !== undefined) hospitalOf(world, sub);
  const now = world.clock.now();
  if (day >= beijingDay(now)) throw badParameter('bill_date 应早于今天');
  if (now - bounds.begins > KEPT_DAYS_MS) throw badParameter('仅支持三个月内的账单');
  const { mchid, appid } = call.caller.account;
  const owner = { mchid, appid, ...(sub === undefined ? {} : { subMchid: sub }) };
  refuseUnlessReady(world, day, bounds.ends);
  const rows = ofType(billRows(world, owner, day), type);
  if (rows.length === 0) throw new ApiRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
  return ok(offered(world, call, { mchid, text: billText(rows, type), gzip: tar === 'GZIP' }, day));
}

const isBillType = (type: string): type is BillType => BILL_TYPES.some((known) => known === type);

function refuseUnlessReady(world: World, day: string, ends: number): void {
  const { generated } = billPlanOf(world, day);
  const ready =
    generated === 'now' ||
    (generated === 'by-clock' && world.clock.now() >= ends + world.settings.billReadyMs);
  if (!ready) throw new ApiRefusal(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试');
}

function offered(world: World, call: Call, file: BillFile, day: string) {
  const token = randomText(world.random, 40);
  const { cut } = billPlanOf(world, day);
  const text = cut ? file.text.slice(0, Math.floor(file.text.length / 2)) : file.text;
  world.billFiles.set(token, { ...file, text });
  const [oldest] = world.billFiles.keys();
  if (world.billFiles.size > KEPT_FILES && oldest !== undefined) world.billFiles.delete(oldest);
  const host = call.header('host');
  const origin = host === undefined ? world.ownOrigin() : `http://${host}`;
  return {
    hash_type: 'SHA1',
    hash_value: sha1(file.text),
    download_url: `${origin ?? 'https://api.mch.weixin.qq.com'}/v3/billdownload/file?token=${token}`,
  };
}

/** Of the file as it is before it is packed. */
function sha1(text: string): string {
  return Hash.sha1(text);
}

export function downloadBill(world: World, call: Call): Result {
  const file = world.billFiles.get(queryOf(call.search, 'token').token ?? '');
  if (file?.mchid !== call.caller.account.mchid) {
    throw new ApiRefusal(404, 'RESOURCE_NOT_EXISTS', '下载链接不存在或已失效');
  }
  return { kind: 'file', text: file.text, gzip: file.gzip };
}
