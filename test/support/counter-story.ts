/**
 * Stories at a counter over HTTP: what the clerk taps between the patient's 医保码 and the receipt, and how
 * every party sees the order afterwards: the charge at the platform, the insurance and the books of the
 * hospital.
 */
import type { CounterActions, CounterOrderView } from '../../cloudfunctions/contract/counter-types';
import type { Answer, PayWith } from '../../cloudfunctions/contract/types';
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import type { WorldOptions } from '../../sandbox/world';
import { lever } from './medins-story';
import { testSandbox, ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';

export const CLERK = ADMINISTRATOR;
export const COUNTER = 'C01';

export function counterSandbox(options: Partial<WorldOptions> = {}): Promise<TestSandbox> {
  return testSandbox({ counter: { first: 'insurance' }, ...options });
}

/** The digits on the phone of that person now; of a relative's code where `patientId` is another. */
export async function shownCode(
  sandbox: TestSandbox,
  openid = ZHANG,
  patientId?: string,
): Promise<string> {
  const whose = patientId === undefined ? '' : `&patientId=${patientId}`;
  const { status, json } = await sandbox.request(
    `/sandbox/api/onecode/code?openid=${openid}${whose}`,
  );
  if (status !== 200) throw new Error(JSON.stringify(json));
  return (json as { code: string }).code;
}

export type Charge = CounterActions['charge']['in'];

export interface AtCounter {
  readonly openid?: string;
  readonly patientId?: string;
  readonly payWith?: PayWith;
}

/** The clerk has scanned the code, chosen these bills and sees what they cost. */
export async function quoted(
  sandbox: TestSandbox,
  billIds: readonly string[],
  { openid = ZHANG, patientId, payWith = 'insurance' }: AtCounter = {},
): Promise<{ readonly charge: Charge; readonly quote: CounterActions['quote']['out']['quote'] }> {
  const code = await shownCode(sandbox, openid, patientId);
  const { scan } = await sandbox.must(CLERK, 'counter', 'scan', { counterNo: COUNTER, code });
  const { scanId } = scan;
  const ask = { counterNo: COUNTER, scanId, patientId: scan.patientId, billIds, payWith };
  const { quote } = await sandbox.must(CLERK, 'counter', 'quote', ask);
  const { total, cash } = quote.split;
  return { charge: { ...ask, shown: { total, cash } }, quote };
}

/** The same for a fresh bill of that story. */
export async function quotedStory(
  sandbox: TestSandbox,
  story: string,
  how: AtCounter = {},
): ReturnType<typeof quoted> {
  const patient = how.patientId ?? ZHANG_PATIENT;
  const { billId } = sandbox.world.hospital.issueStory(story, patient);
  return quoted(sandbox, [billId], how);
}

/** The clerk taps 收款. */
export function charged(
  sandbox: TestSandbox,
  charge: Charge,
): Promise<Answer<{ order: CounterOrderView }>> {
  return sandbox.call(CLERK, 'counter', 'charge', charge);
}

export async function mustCharge(sandbox: TestSandbox, charge: Charge): Promise<CounterOrderView> {
  return (await sandbox.must(CLERK, 'counter', 'charge', charge)).order;
}

type Act = 'confirm' | 'giveUp' | 'otherTender';

/** One tap on the page of an order that was begun. */
export async function clerk(
  sandbox: TestSandbox,
  act: Act,
  orderNo: string,
): Promise<CounterOrderView> {
  return (await sandbox.must(CLERK, 'counter', act, { orderNo })).order;
}

export function recorded(
  sandbox: TestSandbox,
  orderNo: string,
  receipt = 'SJ-0017',
): Promise<Answer<{ order: CounterOrderView }>> {
  const input = { orderNo, kind: 'notes', receipt } as const;
  return sandbox.call(CLERK, 'counter', 'recordTender', input);
}

/** How that person's phone pays when its code is charged. */
export function pays(sandbox: TestSandbox, how: string, openid = ZHANG): Promise<unknown> {
  return lever(sandbox, 'onecode/phones', { openid, pays: how });
}

/** The patient types the password, or does not. */
export function types(
  sandbox: TestSandbox,
  outTradeNo: string,
  how: 'confirm' | 'cancel',
): Promise<unknown> {
  return lever(sandbox, 'onecode/type', { outTradeNo, how });
}

/** What each party holds of it: the charge, the insurance, and how often the hospital booked it. */
export function heldOf({ world }: TestSandbox, orderNo: string) {
  const settlement = world.hospital.counter.insurance().find((one) => one.orderNo === orderNo);
  return {
    cash: world.wechat.engine.cashOrder(orderNo)?.state ?? 'absent',
    insurance: settlement?.kind ?? 'none',
    booked: world.hospital.ledger().filter((row) => row.orderNo === orderNo).length,
  };
}
