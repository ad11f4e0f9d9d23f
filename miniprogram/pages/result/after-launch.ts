/** What the page shows once the phone tried to go on with the order: where the patient is now, or why not. */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Texts } from '../../i18n/texts';
import { failedJump } from '../../services/jump';
import type { Launch } from '../../services/launching';
import { lacksCashier } from '../../services/launching';
import { changedNotice, jumpNotice, notAuthorisedNotice, troubleNotice } from '../views/messages';
import type { Phase } from './view';

export interface AfterLaunch {
  /** The order that the page is about from now on; absent: as before. */
  readonly orderNo?: string;
  /** The patient is elsewhere. Without it and without an order, the server is asked. */
  readonly phase?: Phase;
  /** What the server has just said of the order. */
  readonly order?: OrderView;
  readonly notice: Notice | null;
  /** The notice is about a jump: it says nothing any more once the order is paid. */
  readonly jump: boolean;
}

/** The order itself says it now: what became of it, or that this WeChat is too old. */
export function isSaidAlready({ next, payment, refund }: OrderView, jumpSaid: boolean): boolean {
  return refund !== undefined || (jumpSaid && (payment !== 'unpaid' || lacksCashier(next)));
}

export function afterLaunch(launch: Launch, t: Texts, phone: string): AfterLaunch {
  const said = { notice: null, jump: false };
  switch (launch.kind) {
    case 'opened':
      return { ...said, orderNo: launch.orderNo, phase: 'away' };
    case 'authorising':
      return { ...said, orderNo: launch.orderNo, phase: 'authorising' };
    case 'not-authorised': {
      const { orderNo, why } = launch;
      // the order's own state says that the permission is missing
      const notice = why === 'none' ? null : notAuthorisedNotice(why, t, phone);
      return { orderNo, notice, jump: why === 'not-opened' };
    }
    case 'see-result': {
      const jump = failedJump(launch.jump);
      const notice = jump === undefined ? null : jumpNotice(jump, t, phone);
      return { orderNo: launch.orderNo, notice, jump: jump !== undefined };
    }
    case 'left':
      return launch.orderNo === undefined ? said : { ...said, orderNo: launch.orderNo };
    case 'changed': {
      const { order, fixed } = launch;
      return { ...said, orderNo: order.orderNo, order, notice: changedNotice(fixed, t) };
    }
    case 'trouble':
      return { ...said, notice: troubleNotice(launch.reason, t, phone) };
  }
}
