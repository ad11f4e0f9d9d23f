/** Cells that several of the desk's files share. Times are Asia/Shanghai, as text. */
import { shanghaiStamp } from '../../domain/shanghai';
import type { SheetCell } from '../../ports/sheet-writer';
import type { Sums } from '../../ports/staff-orders';

/** yyyy-MM-dd HH:mm:ss */
export function timeText(at: number): string {
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(shanghaiStamp(at));
  const [, year, month, day, hour, minute, second] = digits ?? [];
  return `${year ?? ''}-${month ?? ''}-${day ?? ''} ${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
}

export const SUM_COLUMNS = [
  { title: '项目', width: 24 },
  { title: '笔数', width: 10 },
  { title: '现金(元)', width: 16 },
  { title: '医保(元)', width: 16 },
] as const;

export function sumRow(what: string, { count, cash, insurance }: Sums): readonly SheetCell[] {
  return [what, { number: count }, { yuan: cash }, { yuan: insurance }];
}
