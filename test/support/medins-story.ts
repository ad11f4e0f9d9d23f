/**
 * Stories of 移动医保支付 2.0 over HTTP: what the patient taps between the bill and the cashier, and how
 * every party sees the order afterwards: both orders at the platform, the upload at the bureau, the
 * bills and the ledger of the hospital.
 */
import type { Answer, OrderView, PayWith } from '../../cloudfunctions/contract/types';
import { PAY_PASSWORD } from '../../sandbox/people';
import type { WorldOptions } from '../../sandbox/world';
import { REFUSED } from './payer';
import { testSandbox, ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';

export function medinsSandbox(options: Partial<WorldOptions> = {}): Promise<TestSandbox> {
  return testSandbox({ channel: 'medins', ...options });
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The next story of a world begins a quarter of an hour later, since nobody may try many codes in an
 * hour, and in the daytime, since no insurance is paid at night.
 */
export function nextStory({ world: { clock } }: TestSandbox): void {
  clock.advance(15 * MINUTE);
  const ofDay = (clock.now() + 8 * 60 * MINUTE) % DAY;
  if (ofDay > 18 * 60 * MINUTE) clock.advance(DAY - ofDay + 8 * 60 * MINUTE);
}

export interface Asking {
  readonly openid?: string;
  readonly patientId?: string;
  readonly payWith?: PayWith;
}

/** Places an order and goes no further: an insured one waits for its permission. */
export async function drafted(
  sandbox: TestSandbox,
  billIds: readonly string[],
  { openid = ZHANG, patientId = ZHANG_PATIENT, payWith = 'insurance' }: Asking = {},
): Promise<OrderView> {
  const ask = { patientId, billIds, payWith, place: REFUSED, entry: 'menu' } as const;
  return (await sandbox.must(openid, 'pay', 'placeOrder', ask)).order;
}

/** The same for a fresh bill of that story. */
export async function draftedStory(
  sandbox: TestSandbox,
  story: string,
  asking: Asking = {},
): Promise<OrderView> {
  const { billId } = sandbox.world.hospital.issueStory(story, asking.patientId);
  return drafted(sandbox, [billId], asking);
}

/** What the authorisation hands the phone of that person. */
export async function codeOf(sandbox: TestSandbox, openid = ZHANG): Promise<string> {
  const { status, json } = await sandbox.request('/sandbox/api/bureau/code', { openid });
  if (status !== 200) throw new Error(JSON.stringify(json));
  return (json as { authCode: string }).authCode;
}

/** The phone is back from the authorisation with that code, or with a fresh one. */
export async function permit(
  sandbox: TestSandbox,
  orderNo: string,
  { openid = ZHANG, authCode }: { readonly openid?: string; readonly authCode?: string } = {},
): Promise<Answer<{ order: OrderView }>> {
  const code = authCode ?? (await codeOf(sandbox, openid));
  const input = { orderNo, authCode: code, place: REFUSED };
  return sandbox.call(openid, 'pay', 'authoriseOrder', input);
}

/** How the platform sees the two orders of that number, and the bureau its fees. */
export function partsOf({ world }: TestSandbox, orderNo: string) {
  const mixed = world.wechat.engine.order({ outTradeNo: orderNo });
  const cash = world.wechat.engine.cashOrder(orderNo);
  const refund = world.wechat.engine.refunds.get(`R${orderNo}`);
  return {
    mixed: mixed?.state ?? 'absent',
    type: mixed?.type,
    cash: cash?.state ?? 'absent',
    upload: world.bureau.state(orderNo).status,
    refund: refund?.status ?? 'none',
    refunded: refund?.amount ?? 0,
    told: mixed?.refundTold,
  };
}

/** The rows of that order in the hospital's ledger. */
export function bookedOf({ world }: TestSandbox, orderNo: string) {
  return world.hospital.ledger().filter((row) => row.orderNo === orderNo);
}

export async function plant(
  sandbox: TestSandbox,
  call: string,
  fault: object,
  count = 1,
  skip = 0,
): Promise<void> {
  const ask = { call, fault, count, ...(skip === 0 ? {} : { skip }) };
  const { status, json } = await sandbox.request('/sandbox/api/faults', ask);
  if (status !== 200) throw new Error(JSON.stringify(json));
}

/** One of the sandbox's levers. */
export async function lever(sandbox: TestSandbox, path: string, body: object): Promise<unknown> {
  const { status, json } = await sandbox.request(`/sandbox/api/${path}`, body);
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(json)}`);
  return json;
}

/** Pays in WeChat's cashier with exactly what the functions gave the phone; throws what it says no with. */
export async function payByPhone(
  sandbox: TestSandbox,
  { next }: OrderView,
  openid = ZHANG,
): Promise<void> {
  if (next.do !== 'request-medical-insurance-pay') throw new Error(`next is ${next.do}`);
  const { mixTradeNo, cash } = next;
  const parameters = { mixTradeNo, ...cash };
  const ask = { openid, parameters, action: 'pay', password: PAY_PASSWORD };
  const { json } = await sandbox.request('/wechat-cashier/api/pay', ask);
  const { error } = json as { error?: { code: string; message: string } };
  if (error !== undefined) throw new Error(`${error.code}: ${error.message}`);
}
