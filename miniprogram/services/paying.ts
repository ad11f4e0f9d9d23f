/**
 * From the pay button to the cashier. The order is placed (or found alive) by the server, the sum the
 * patient saw is compared with the sum ordered, the pending record is written, and only then the
 * phone jumps. Asking twice is safe: the server answers the same live order (money rule 6).
 */
import type {
  NextStep,
  OrderView,
  PayWith,
  Place,
  SplitView,
} from '../../cloudfunctions/contract/types';
import { call } from './api';
import type { Jump } from './cashier';
import { openCashier } from './cashier';
import type { EntryPoint } from './entry';
import { forgetPending, rememberPending } from './pending';
import { askPlace } from './place';
import type { Trouble } from './trouble';

export interface PayRequest {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  /** How the person got here; counted by the hospital. */
  readonly entry: EntryPoint;
  /** Whether the patient lets the place be told; it is asked for insurance only. */
  readonly sharePlace: boolean;
  /** The order that the page stands for. Another one is answered only after this one was closed. */
  readonly replaces?: string;
}

/** Whether the patient is still on the page that asked: nobody is sent away from another page. */
export type StillWanted = () => boolean;

export type Launch =
  /** The cashier is open; the app will be shown again later. */
  | { readonly kind: 'opened'; readonly orderNo: string }
  /** No jump, or it did not happen: the result page knows what to say. */
  | { readonly kind: 'see-result'; readonly orderNo: string; readonly jump: Jump | 'none' }
  /** The order's sums differ from those shown: show these and let the patient decide. */
  | { readonly kind: 'changed'; readonly order: OrderView }
  /** The page was left meanwhile: nothing was opened. An order that was placed is remembered. */
  | { readonly kind: 'left'; readonly orderNo?: string }
  | { readonly kind: 'trouble'; readonly reason: Trouble; readonly retry: boolean };

/** Whether the patient would read the same sums. The bureau may still decide the legs while paying. */
export function sameSums(shown: SplitView, ordered: SplitView): boolean {
  if (shown.payWith !== ordered.payWith || shown.total !== ordered.total) return false;
  if (ordered.decidedAtPayment) return shown.decidedAtPayment;
  return shown.cash === ordered.cash && shown.insurance === ordered.insurance;
}

interface Errand {
  readonly orderNo: string;
  readonly payWith: PayWith;
  readonly appId: string;
  readonly patientId: string | undefined;
  readonly sharePlace: boolean;
}

/** Without the record nobody could resume: when storage refuses, there is no jump. */
function remember(errand: Errand): boolean {
  const { orderNo, payWith, sharePlace, appId: expectedAppId, patientId } = errand;
  const whose = patientId === undefined ? {} : { patientId };
  try {
    rememberPending({ phase: 'paying', orderNo, expectedAppId, payWith, sharePlace, ...whose });
    return true;
  } catch {
    return false;
  }
}

type CashierStep = Extract<NextStep, { do: 'open-mini-program' }>;

/** Jumps for an order that is alive. */
export async function openOrder(
  order: OrderView,
  step: CashierStep,
  request: Pick<PayRequest, 'sharePlace'> & { readonly patientId?: string },
  stillWanted: StillWanted,
): Promise<Launch> {
  const { orderNo, split } = order;
  const { patientId, sharePlace } = request;
  const { appId, path } = step;
  const kept = remember({ orderNo, payWith: split.payWith, appId, patientId, sharePlace });
  if (!kept) return { kind: 'trouble', reason: 'internal', retry: true };
  if (!stillWanted()) return { kind: 'left', orderNo };
  const jump = await openCashier(appId, path);
  return jump === 'opened' ? { kind: 'opened', orderNo } : { kind: 'see-result', orderNo, jump };
}

/** Places the order for what the patient saw, and jumps. */
export async function pay(
  request: PayRequest,
  shown: SplitView,
  stillWanted: StillWanted,
): Promise<Launch> {
  const { patientId, billIds, payWith, entry, sharePlace, replaces } = request;
  const wanted = payWith === 'insurance' && sharePlace;
  const place: Place = wanted ? await askPlace() : { kind: 'refused' };
  if (!stillWanted()) return { kind: 'left' };
  const placed = await call('pay', 'placeOrder', { patientId, billIds, payWith, place, entry });
  if (!placed.ok) return { kind: 'trouble', reason: placed.reason, retry: placed.retry };
  const { order } = placed.value;
  if (replaces !== undefined && replaces !== order.orderNo) forgetPending(replaces);
  return launch(order, request, shown, stillWanted);
}

/** What somebody pays for a person who is not among their patients. */
export interface OtherRequest {
  /** The code of the prescription. */
  readonly code: string;
  readonly entry: EntryPoint;
}

/** Places the order for a relative's prescription, in cash, and jumps. */
export async function payForOther(
  { code, entry }: OtherRequest,
  shown: SplitView,
  stillWanted: StillWanted,
): Promise<Launch> {
  const placed = await call('pay', 'placeForOther', { code, entry });
  if (!placed.ok) return { kind: 'trouble', reason: placed.reason, retry: placed.retry };
  return launch(placed.value.order, { sharePlace: false }, shown, stillWanted);
}

/** From an order that was placed to the cashier, if it says what the patient saw. */
async function launch(
  order: OrderView,
  request: Pick<PayRequest, 'sharePlace'> & { readonly patientId?: string },
  shown: SplitView,
  stillWanted: StillWanted,
): Promise<Launch> {
  const { next, orderNo } = order;
  const { patientId, sharePlace } = request;
  const errand = { orderNo, payWith: order.split.payWith, appId: '', patientId, sharePlace };
  if (next.do === 'open-mini-program') {
    if (sameSums(shown, order.split)) return openOrder(order, next, request, stillWanted);
    remember({ ...errand, appId: next.appId });
    return stillWanted() ? { kind: 'changed', order } : { kind: 'left', orderNo };
  }
  if (next.do === 'wait') remember(errand);
  if (!stillWanted()) return { kind: 'left', orderNo };
  return { kind: 'see-result', orderNo, jump: 'none' };
}
