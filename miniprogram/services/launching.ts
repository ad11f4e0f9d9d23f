/**
 * From an order that is alive to where it is paid: the sum the patient saw is compared with the sum
 * ordered, the pending record is written, and only then the phone jumps. Which way it is paid is the
 * server's to say (contract, NextStep).
 */
import type { NextStep, OrderView, PayWith, SplitView } from '../../cloudfunctions/contract/types';
import type { AuthoriseStep } from './authorise';
import { openAuthorisation } from './authorise';
import type { CashierStep } from './cashier';
import { hasOwnCashier, openCashier } from './cashier';
import type { Jump } from './jump';
import type { Pending } from './pending';
import { rememberPending } from './pending';
import type { Trouble } from './trouble';

/** Whether the patient is still on the page that asked: nobody is sent away from another page. */
export type StillWanted = () => boolean;

/** Called before the phone leaves for the authorisation: the page says so, and listens from then on. */
export type Announce = (orderNo: string) => void;

export type Launch =
  /** The cashier is open; the inbox will hear of its end. */
  | { readonly kind: 'opened'; readonly orderNo: string }
  /** The authorisation is open; a code may come back. */
  | { readonly kind: 'authorising'; readonly orderNo: string }
  /** No permission: nothing was sent, nothing paid, and it may be asked for again. */
  | {
      readonly kind: 'not-authorised';
      readonly orderNo: string;
      readonly why: 'none' | 'not-opened' | Trouble;
    }
  /** No jump, or it did not happen: the result page knows what to say. */
  | { readonly kind: 'see-result'; readonly orderNo: string; readonly jump: Jump | 'none' }
  /** The order's sums differ from those shown. `fixed`: the bureau has now decided them. */
  | { readonly kind: 'changed'; readonly order: OrderView; readonly fixed: boolean }
  /** The page was left meanwhile: nothing was opened. An order that was placed is remembered. */
  | { readonly kind: 'left'; readonly orderNo?: string }
  | { readonly kind: 'trouble'; readonly reason: Trouble; readonly retry: boolean };

/** Whether the patient would read the same sums. The bureau may still decide the legs while paying. */
export function sameSums(shown: SplitView, ordered: SplitView): boolean {
  if (shown.payWith !== ordered.payWith || shown.total !== ordered.total) return false;
  if (ordered.decidedAtPayment) return shown.decidedAtPayment;
  return shown.cash === ordered.cash && shown.insurance === ordered.insurance;
}

/** On whose behalf, and what they allowed. */
export interface Errand {
  readonly patientId?: string;
  readonly sharePlace: boolean;
}

interface Noted extends Errand {
  readonly phase: Pending['phase'];
  readonly orderNo: string;
  readonly payWith: PayWith;
  /** Empty where nobody is to be returned from. */
  readonly appId: string;
}

/** Without the record nobody could resume: when storage refuses, there is no jump. */
function remember({ phase, orderNo, payWith, appId, patientId, sharePlace }: Noted): boolean {
  const whose = patientId === undefined ? {} : { patientId };
  try {
    rememberPending({ phase, orderNo, expectedAppId: appId, payWith, sharePlace, ...whose });
    return true;
  } catch {
    return false;
  }
}

function noted(order: OrderView, { patientId, sharePlace }: Errand): Omit<Noted, 'phase'> {
  const { orderNo, split, next } = order;
  const appId = 'appId' in next ? next.appId : '';
  const whose = patientId === undefined ? {} : { patientId };
  return { orderNo, payWith: split.payWith, appId, sharePlace, ...whose };
}

export type OpeningStep = CashierStep | AuthoriseStep;

/** Whether the patient can go on with that step. */
export function isOpening(next: NextStep): next is OpeningStep {
  return (
    next.do === 'open-mini-program' ||
    next.do === 'authorise' ||
    next.do === 'request-medical-insurance-pay'
  );
}

/** A permission that leads to no cashier would be given in vain. */
function canGoOnWith(step: OpeningStep): boolean {
  return step.do === 'open-mini-program' || hasOwnCashier();
}

/** This WeChat is too old for what comes next. */
export function lacksCashier(next: NextStep): boolean {
  return isOpening(next) && !canGoOnWith(next);
}

async function authorise(
  order: OrderView,
  step: AuthoriseStep,
  announce: Announce | undefined,
): Promise<Launch> {
  const { orderNo } = order;
  announce?.(orderNo);
  const jump = await openAuthorisation(step);
  if (jump === 'opened') return { kind: 'authorising', orderNo };
  return { kind: 'not-authorised', orderNo, why: jump === 'cancelled' ? 'none' : 'not-opened' };
}

/** Jumps for an order that is alive. */
export async function openOrder(
  order: OrderView,
  step: OpeningStep,
  errand: Errand,
  stillWanted: StillWanted,
  announce?: Announce,
): Promise<Launch> {
  const { orderNo } = order;
  const canGoOn = canGoOnWith(step);
  const phase = step.do === 'authorise' && canGoOn ? 'authorising' : 'paying';
  if (!remember({ ...noted(order, errand), phase })) {
    return { kind: 'trouble', reason: 'internal', retry: true };
  }
  if (!stillWanted()) return { kind: 'left', orderNo };
  if (!canGoOn) return { kind: 'see-result', orderNo, jump: 'needs-upgrade' };
  if (step.do === 'authorise') return authorise(order, step, announce);
  const jump = await openCashier(step);
  return jump === 'opened' ? { kind: 'opened', orderNo } : { kind: 'see-result', orderNo, jump };
}

export interface Shown {
  /** What the patient has read; undefined: nothing, so that it must be read first. */
  readonly split: SplitView | undefined;
  /** The bureau has decided the sums since. */
  readonly fixed: boolean;
}

/** From an order that the server answered to where it goes on, if it says what the patient saw. */
export async function launch(
  order: OrderView,
  errand: Errand,
  { split, fixed }: Shown,
  stillWanted: StillWanted,
  announce?: Announce,
): Promise<Launch> {
  const { next, orderNo } = order;
  if (isOpening(next)) {
    if (split !== undefined && sameSums(split, order.split)) {
      return openOrder(order, next, errand, stillWanted, announce);
    }
    remember({ ...noted(order, errand), phase: 'paying' });
    return stillWanted() ? { kind: 'changed', order, fixed } : { kind: 'left', orderNo };
  }
  if (next.do === 'wait') remember({ ...noted(order, errand), phase: 'paying' });
  if (!stillWanted()) return { kind: 'left', orderNo };
  return { kind: 'see-result', orderNo, jump: 'none' };
}
