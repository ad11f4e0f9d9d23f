/** What came in between two moments, and what the person who asks did: the end of a shift. */
import type { FileView, ShiftView } from '../../contract/staff-desk-types';
import type { OpenId } from '../../domain/ids';
import { shanghaiStamp } from '../../domain/shanghai';
import { ZERO } from '../../../miniprogram/shared/fen';
import type { AuditEntry } from '../../ports/audit-store';
import type { Sheet, SheetWriter } from '../../ports/sheet-writer';
import type { Span, StaffOrders, Sums } from '../../ports/staff-orders';
import { plusSums } from './sums';
import { audited, type Audited, type Me } from './audited';
import { detailOf } from './audit-list';
import { sumRow, SUM_COLUMNS, timeText } from './sheet-cells';
import { staffOf } from './staff-of';

export interface ShiftDeps extends Audited {
  readonly staffOrders: StaffOrders;
  readonly sheets: SheetWriter;
}

/** Of one person in two days; more are only counted. */
const MOST_LINES = 1_000;
/** What sends a refund: asking for one below the limit, or agreeing to one above it. */
const REFUND_ACTS = ['refund', 'approve-refund'];
const NOTHING: Sums = { count: 0, cash: ZERO, insurance: ZERO };

const ACTS: Readonly<Record<string, string>> = {
  refund: '退款',
  'approve-refund': '复核退款',
  'dismiss-refund': '驳回退款',
  'end-review': '处理异常订单',
  'settle-difference': '处理对账差异',
  'close-day': '对账结账',
  'reconcile-again': '重新对账',
  'day-file': '导出对账',
  'reconciliation-csv': '导出对账',
  'shift-file': '导出交班表',
  'acceptance-file': '导出验收表',
  'look-up-card': '按就诊卡查询',
  invite: '邀请成员',
  join: '加入',
  'shut-out': '停用成员',
  'set-member': '设置成员',
  'counter-read': '窗口扫医保码',
  'counter-charge': '窗口收款',
  'counter-give-up': '窗口放弃收款',
  'counter-other-tender': '窗口换方式收款',
  'counter-record-tender': '窗口登记其他收款',
};

async function shiftOf(deps: ShiftDeps, who: OpenId, span: Span): Promise<ShiftView> {
  const { id } = deps.hospital;
  const [paid, refunded, leftInReview, done] = await Promise.all([
    deps.staffOrders.paid(id, span),
    deps.staffOrders.refunded(id, span),
    deps.staffOrders.inReview(id),
    deps.audit.done(id, who, span),
  ]);
  const ownRefunds = REFUND_ACTS.map((act) => done.get(act) ?? NOTHING).reduce(plusSums, NOTHING);
  const ownCasesEnded = done.get('end-review')?.count ?? 0;
  return { ...span, paid, refunded, ownRefunds, ownCasesEnded, leftInReview };
}

/** At most 48 hours (the contract's check). */
export async function readShift(
  deps: ShiftDeps,
  who: OpenId,
  span: Span,
): Promise<{ shift: ShiftView }> {
  await staffOf(deps, who);
  return { shift: await shiftOf(deps, who, span) };
}

function summary({ name }: Me, shift: ShiftView): Sheet {
  const count = (what: string, number: number) => [what, { number }, '', ''];
  return {
    name: '交班汇总',
    columns: SUM_COLUMNS,
    rows: [
      ['收费员', name, '', ''],
      ['开始', timeText(shift.from), '', ''],
      ['结束', timeText(shift.to), '', ''],
      sumRow('收款', shift.paid),
      sumRow('退款', shift.refunded),
      sumRow('本人退款', shift.ownRefunds),
      count('本人处理异常订单', shift.ownCasesEnded),
      count('待处理异常订单', shift.leftInReview),
    ],
  };
}

function ownActs(entries: readonly AuditEntry[]): Sheet {
  return {
    name: '本人操作',
    columns: [
      { title: '时间', width: 20 },
      { title: '操作', width: 18 },
      { title: '订单号', width: 38 },
      { title: '现金(元)', width: 14 },
      { title: '医保(元)', width: 14 },
      { title: '结果', width: 40 },
    ],
    rows: entries.map((entry) => {
      const { at, act, orderNo = '', cash, insurance } = entry;
      const { cash: _cash, insurance: _insurance, ...rest } = entry;
      return [
        timeText(at),
        ACTS[act] ?? act,
        orderNo,
        cash === undefined ? '' : { yuan: cash },
        insurance === undefined ? '' : { yuan: insurance },
        detailOf(rest) ?? '',
      ];
    }),
  };
}

export async function shiftFile(
  deps: ShiftDeps,
  who: OpenId,
  span: Span,
): Promise<{ file: FileView }> {
  return audited(deps, who, { act: 'shift-file' }, async (me) => {
    const shift = await shiftOf(deps, who, span);
    const own = await deps.audit.of(deps.hospital.id, who, span, MOST_LINES);
    const content = await deps.sheets.workbook([summary(me, shift), ownActs(own)]);
    const name = `交班_${shanghaiStamp(span.from)}_${shanghaiStamp(span.to)}.xlsx`;
    return { file: { name, content } };
  });
}
