/** One bill in full: its items, when it must be paid, and what the patient can do with it now. */
import type { BillView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { dayTime, shortTime } from '../../i18n/when';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';

export interface BillItemRow {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  readonly yuan: string;
  readonly aria: string;
}

export interface BillDetail {
  readonly title: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly department: string;
  readonly doctor: string;
  readonly issued: string;
  /** Until when; empty when it cannot be paid any more. */
  readonly before: string;
  readonly items: readonly BillItemRow[];
  readonly moreItems: string;
  /** pay: a first payment · progress: its order is alive · none: nothing to be done here. */
  readonly act: 'pay' | 'progress' | 'none';
  readonly liveOrderNo: string;
  readonly notice: Notice | null;
}

function itemRows(bill: BillView, t: Texts): BillItemRow[] {
  return bill.items.map((item, index) => {
    const yuan = yuanText(item.amount);
    const count = `${item.quantity}${item.unit}`;
    const { insuranceClass: its } = item;
    const covered = its === undefined ? '' : fill(t.bill.insuranceClass, { class: its });
    const detail = [item.category, item.spec ?? '', count, covered];
    return {
      key: String(index),
      name: item.name,
      detail: detail.filter((part) => part !== '').join(' · '),
      yuan,
      aria: amountLabel(item.name, yuan, t),
    };
  });
}

function say(tone: Notice['tone'], title: string, text: string, call = ''): Notice {
  return { tone, title, text, call };
}

function standing(bill: BillView, t: Texts, phone: string): Pick<BillDetail, 'act' | 'notice'> {
  const w = t.bill;
  const call = phone === '' ? '' : t.common.call;
  if (bill.liveOrderNo !== undefined) {
    return { act: 'progress', notice: say('warn', w.live, w.liveText) };
  }
  if (bill.status === 'settled') {
    return { act: 'none', notice: say('info', w.settled, w.settledText) };
  }
  if (bill.status === 'cancelled') {
    return { act: 'none', notice: say('warn', w.cancelled, w.cancelledText, call) };
  }
  if (bill.status === 'expired') {
    return { act: 'none', notice: say('warn', w.expired, w.expiredText, call) };
  }
  return { act: 'pay', notice: null };
}

export function billDetail(bill: BillView, nowMs: number, t: Texts, phone: string): BillDetail {
  const yuan = yuanText(bill.total);
  const state = standing(bill, t, phone);
  return {
    ...state,
    title: bill.title,
    yuan,
    yuanLabel: amountLabel(t.bill.total, yuan, t),
    department: bill.department,
    doctor: bill.doctor,
    issued: dayTime(bill.issuedAt, t),
    before: state.act === 'pay' ? shortTime(bill.expiresAt, nowMs, t) : '',
    items: itemRows(bill, t),
    moreItems: fill(t.bill.more, { count: bill.items.length }),
    liveOrderNo: bill.liveOrderNo ?? '',
  };
}
