/**
 * getbalancebill (interface document v2.4 §3.8): who may have it and when, and its text line by line,
 * never as a whole, so that a day of any size can be served. A refusal is XML `return_code` FAIL without
 * signature (trap 28), a bill that exists is a table.
 */

import { callerOf } from './accounts';
import {
  billRefused,
  BusinessRefusal,
  ProtocolRefusal,
  TokenRefusal,
  tokenRefused,
  type Answer,
} from './answers';
import { BILL_HEADERS, rowWriter } from './bill-columns';
import { altered, foreignRows, putOff } from './bill-differences';
import {
  plainBill,
  type BillCut,
  type BillPlan,
  type BillPlanChange,
  type BillType,
  changedPlan,
} from './bill-model';
import { ownRecords, type BillOwner, type BillRecord } from './bill-records';
import { paymentRow, refundRow } from './bill-synthetic';
import { admit, checkFields, type GatewayRequest } from './gateway';
import { encodeGbk } from './gbk';
import type { World } from './model';
import { shanghaiDay, shanghaiStamp } from './shanghai-time';
import type { Fields } from './xml';

export type BillResult =
  | { readonly kind: 'refused'; readonly answer: Answer; readonly request: Fields }
  | {
      readonly kind: 'table';
      readonly request: Fields;
      /** The body in pieces of some 64 KiB, made as they are asked for; can be walked once. */
      readonly chunks: Iterable<Buffer>;
      /** After the last piece the connection breaks off instead of ending. */
      readonly breaksOff: boolean;
    };

const CHUNK_CHARACTERS = 32 * 1024;
const DAY_MS = 86_400_000;

/** The whole call. `cut` is a planted fault on top of what the day's plan says. */
export function openBill(world: World, request: GatewayRequest, cut?: BillCut): BillResult {
  const read = { fields: {} as Fields };
  try {
    const { token, planted } = admit(world, 'getbalancebill', request, read);
    if (planted !== undefined) throw new ProtocolRefusal('系统失败', planted.code, '');
    const { fields } = read;
    const owner = ownerOf(() => {
      checkFields('getbalancebill', fields);
      return callerOf(world, token, 'getbalancebill', fields);
    });
    const day = fields.bill_date ?? '';
    const plan = planOf(world, day);
    if (!isGenerated(world, plan)) throw new ProtocolRefusal('该日期订单未生成', '', '');
    const type = typeOf(fields.bill_type);
    const chunks = encoded(plan, billLines(world, owner, day, type, cut));
    const breaksOff = (cut ?? plan.cut)?.how === 'connection';
    return { kind: 'table', request: fields, chunks, breaksOff };
  } catch (error) {
    const answer =
      error instanceof TokenRefusal
        ? tokenRefused(error)
        : error instanceof ProtocolRefusal
          ? billRefused(error)
          : undefined;
    if (answer === undefined) throw error;
    return { kind: 'refused', answer, request: read.fields };
  }
}

/** The text of a bill, whether its time has come or not: header and rows with their line ends. */
export function* billLines(
  world: World,
  owner: BillOwner,
  day: string,
  type: BillType,
  planted?: BillCut,
): Generator<string> {
  const plan = planOf(world, day);
  const end = plan.crlf ? '\r\n' : '\n';
  const cut = planted ?? plan.cut;
  const limit = cut && (cut.afterRows ?? countOf(records(world, owner, plan, type)) >> 1);
  const header = headerOf(plan, type);
  const write = rowWriter(type, plan.extraColumn === undefined ? undefined : '-');
  let line = `${header}${end}`;
  let written = 0;
  for (const record of records(world, owner, plan, type)) {
    yield line;
    line = `${write(record)}${end}`;
    if (written === limit) break;
    written += 1;
  }
  yield cut === undefined ? line : line.slice(0, line.length >> 1);
}

export function planOf(world: World, day: string): BillPlan {
  return world.bills.get(day) ?? plainBill(day);
}

/** Changes what is planted into a day's bill. */
export function planBill(world: World, day: string, change: BillPlanChange): BillPlan {
  const plan = changedPlan(planOf(world, day), change);
  world.bills.put(day, plan);
  return plan;
}

function ownerOf(find: () => BillOwner): BillOwner {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof BusinessRefusal)) throw error;
    throw new ProtocolRefusal('参数格式校验错误', error.code, error.message);
  }
}

function typeOf(text: string | undefined): BillType {
  return text === 'SUCCESS' || text === 'REFUND' ? text : 'ALL';
}

function isGenerated(world: World, plan: BillPlan): boolean {
  if (plan.generated !== 'by-clock') return plan.generated === 'now';
  return world.clock.now() >= shanghaiDay(plan.id).ends + world.settings.billReadyMs;
}

function* records(
  world: World,
  owner: BillOwner,
  plan: BillPlan,
  type: BillType,
): Generator<BillRecord> {
  const before = planOf(world, dayBefore(plan.id));
  yield* putOff(before, () => planned(world, owner, before, type));
  yield* altered(plan, planned(world, owner, plan, type));
  yield* foreignRows(plan, owner, type);
}

/** The rows as they would be without differences: the platform's own, then the synthetic ones. */
function* planned(
  world: World,
  owner: BillOwner,
  plan: BillPlan,
  type: BillType,
): Generator<BillRecord> {
  yield* ownRecords(world, owner, plan.id, type);
  const { syntheticRows, syntheticRefunds } = plan;
  if (type !== 'REFUND') {
    for (let i = 0; i < syntheticRows; i += 1) yield paymentRow(owner, plan.id, i);
  }
  if (type === 'SUCCESS') return;
  const refunds = Math.min(syntheticRows, syntheticRefunds);
  for (let i = 0; i < refunds; i += 1) yield refundRow(owner, plan.id, i, type);
}

function headerOf({ renameColumn, extraColumn }: BillPlan, type: BillType): string {
  const names = BILL_HEADERS[type].split(',');
  const renamed = names.map((name) => (name === renameColumn?.from ? renameColumn.to : name));
  return [...renamed, ...(extraColumn === undefined ? [] : [extraColumn])].join(',');
}

function* encoded(plan: BillPlan, lines: Iterable<string>): Generator<Buffer> {
  const encode = plan.encoding === 'gbk' ? encodeGbk : (text: string) => Buffer.from(text, 'utf8');
  let text = plan.bom ? '\uFEFF' : '';
  for (const line of lines) {
    text += line;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield encode(text);
    text = '';
  }
  if (text !== '') yield encode(text);
}

function countOf(rows: Iterable<BillRecord>): number {
  let count = 0;
  const walk = rows[Symbol.iterator]();
  while (walk.next().done !== true) count += 1;
  return count;
}

function dayBefore(day: string): string {
  return shanghaiStamp(shanghaiDay(day).begins - DAY_MS).slice(0, 8);
}
