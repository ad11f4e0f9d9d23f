/** A phone whose hospital pays by protocol 2.0: WeChat's own cashier, and the permission before it. */
import type { NextStep, OrderView } from '../../cloudfunctions/contract/types';
import { fen } from '../../miniprogram/shared/fen';
import type { FakeWx } from '../support/fake-wx';
import { accepted, settle } from '../support/fake-wx';
import { cashSplit, insuranceSplit, unpaidOrder } from '../support/phone-answers';
import type { Answers, Open } from '../support/phone-pages';

export const AUTHORISATION = 'wxe183cd55df4b4369';

/** The path as the hospital's configuration gives it: a raw `/` and `+` must stay what they are. */
export const authoriseStep: Extract<NextStep, { do: 'authorise' }> = {
  do: 'authorise',
  appId: AUTHORISATION,
  path: 'auth/pages/bindcard/auth/index?openType=getAuthCode&orgChnlCrtfCodg=BqK1/kMh+Wd',
};

export const CASH = {
  timeStamp: '1763690400',
  nonceStr: 'n0nce',
  package: 'prepay_id=wx01',
  signType: 'RSA',
  paySign: 'c2lnbg==',
} as const;

/** Placed; insurance has still to be permitted. */
export const waitingOrder: OrderView = { ...unpaidOrder, next: authoriseStep };

/** Permitted, the sums as they were shown. */
export const payableOrder: OrderView = {
  ...unpaidOrder,
  next: { do: 'request-medical-insurance-pay', mixTradeNo: 'MIX1', cash: CASH },
};

/** Permitted, and the bureau made other sums of it. */
export const repricedOrder: OrderView = {
  ...payableOrder,
  split: { ...insuranceSplit, cash: fen(7700), insurance: fen(19670) },
};

export const cashOrder: OrderView = { ...payableOrder, split: cashSplit };

/** How WeChat's cashier ends; `never`: the program is ended, or WeChat forgets to say. */
export type End = 'closed' | 'never' | { readonly errMsg: string; readonly errno?: number };

interface Callbacks {
  readonly success?: (value: object) => void;
  readonly fail?: (error: object) => void;
}

/** Gives that WeChat the cashier. What it is opened with is recorded in `sent`. */
export function withCashier(fake: FakeWx, end: End = 'closed'): void {
  fake.wx['requestMedicalInsurancePay'] = (options: Callbacks) => {
    fake.sent.push({ what: 'requestMedicalInsurancePay', detail: options });
    void Promise.resolve().then(() => {
      if (end === 'closed') options.success?.({ errMsg: 'requestMedicalInsurancePay:ok' });
      else if (end !== 'never') options.fail?.(end);
    });
  };
}

/** What App.onShow is told when the authorisation sends the patient back. */
export function backWith(authCode: unknown, appId: string = AUTHORISATION): object {
  return { scene: 1038, referrerInfo: { appId, extraData: { authCode } } };
}

export function trail(fake: FakeWx): string[] {
  return fake.sent.map(({ what }) => what);
}

/** What the authorisation's codes were sent with, in order. */
export function codesSent(fake: FakeWx): unknown[] {
  return fake.calls.filter(({ action }) => action === 'authoriseOrder').map(({ input }) => input);
}

/** The phase of the newest pending record as it was stored. */
export function storedPhase(fake: FakeWx): unknown {
  const [first] = JSON.parse(fake.storage.get('pending-payments') ?? '[]') as { phase: unknown }[];
  return first?.phase;
}

export const RESULT = '/pages/result/result?orderNo=YB0001&patientId=p1';
/** As the back arrow returns: without anything. */
export const BACK_ARROW = { scene: 1038, referrerInfo: { appId: AUTHORISATION } };

export const INSURED: Answers = {
  'pay.placeOrder': accepted({ order: waitingOrder }),
  'pay.authoriseOrder': accepted({ order: payableOrder }),
  'pay.confirmOrder': accepted({ order: waitingOrder }),
};

/** The app is shown again while that page lies on top. */
export async function shownAgain({ page, phone }: Open, options: object): Promise<void> {
  page.run('onHide');
  phone.fn('inbox', 'deliver')(options);
  page.run('onShow');
  await settle();
}

/** What the cashier has to say of its end arrives in a task of its own. */
export async function soon(): Promise<void> {
  await jest.advanceTimersByTimeAsync(1);
  await settle();
}
