/** Orders as lines of the clerk's list. */
import type {
  DeskState,
  OrderLineView,
} from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Texts } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { yuanText } from '../../../../shared/fen';
import type { OrderLine } from '../../components/order-line/order-line';
import type { StaffTexts } from '../../i18n/texts';
import { spoken } from './sums';

const THEMES: Readonly<Record<DeskState, OrderLine['tagTheme']>> = {
  waiting: 'warning',
  paid: 'success',
  refunded: 'default',
  review: 'danger',
  over: 'default',
};

export function orderLine(order: OrderLineView, nowMs: number, t: Texts, s: StaffTexts): OrderLine {
  const from = `${order.patientName} · ${longTime(order.createdAt, nowMs, t)}`;
  const tag = s.states.line[order.state];
  const yuanLabel = spoken(s.staff.total, order.total, t);
  return {
    orderNo: order.orderNo,
    title: order.title,
    from,
    tag,
    tagTheme: THEMES[order.state],
    yuan: yuanText(order.total),
    yuanLabel,
    aria: [order.title, from, tag, yuanLabel].join('，'),
  };
}
