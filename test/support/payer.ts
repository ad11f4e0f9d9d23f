/** A patient with a phone, for stories told over HTTP: what they tap, without the pages. */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { identityDigest } from '../../sandbox/hospital/identity';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';

export const REFUSED = { kind: 'refused' } as const;

/** Issues a fresh bill of that story and places an order on it as the split page would. */
export async function placed(sandbox: TestSandbox, story: string): Promise<OrderView> {
  const { billId } = sandbox.world.hospital.issueStory(story);
  return place(sandbox, [billId]);
}

/** Places an order on the bills the way the split says they can be paid. */
export async function place(sandbox: TestSandbox, billIds: readonly string[]): Promise<OrderView> {
  const who = { patientId: ZHANG_PATIENT, billIds };
  const { split } = await sandbox.must(ZHANG, 'clinic', 'split', { ...who, payWith: 'insurance' });
  const ask = { ...who, payWith: split.payWith, place: REFUSED, entry: 'menu' as const };
  const { order } = await sandbox.must(ZHANG, 'pay', 'placeOrder', ask);
  return order.next.do === 'authorise' ? authorised(sandbox, order.orderNo) : order;
}

/** The patient permits the use of their insurance, and comes back. */
export async function authorised(
  sandbox: TestSandbox,
  orderNo: string,
  openid = ZHANG,
): Promise<OrderView> {
  const { json } = await sandbox.request('/sandbox/api/bureau/code', { openid });
  const { authCode } = json as { authCode: string };
  const input = { orderNo, authCode, place: REFUSED };
  return (await sandbox.must(openid, 'pay', 'authoriseOrder', input)).order;
}

/** What the cashier does, by script: paid, insufficient, failed, failing, processing. */
export async function pay(sandbox: TestSandbox, orderNo: string, outcome = 'paid'): Promise<void> {
  const isNew = sandbox.world.channel === 'medins';
  const path = isNew ? '/sandbox/api/wechatpay/pay' : '/sandbox/api/payinsurance/pay';
  const body = isNew ? { outTradeNo: orderNo, outcome } : { hospOutTradeNo: orderNo, outcome };
  const { status, json } = await sandbox.request(path, body);
  if (status !== 200) throw new Error(JSON.stringify(json));
}

export async function confirm(sandbox: TestSandbox, orderNo: string): Promise<OrderView> {
  return (await sandbox.must(ZHANG, 'pay', 'confirmOrder', { orderNo })).order;
}

/** How the hospital sees the bills of an order: their states, once each. */
export function billStates({ world }: TestSandbox, order: OrderView): readonly string[] {
  return [...new Set(order.billIds.map((id) => world.hospital.getBill(id).status))];
}

/** How often the functions made that call so far. */
export function calls({ world }: TestSandbox, call: string): number {
  return world.wire
    .since()
    .filter(
      (entry) => entry.call === call && entry.direction === 'in' && entry.summary !== 'no effect',
    ).length;
}

/** Binds a patient to another person by the code that the hospital sends to the patient's phone. */
export async function bindByPhone(
  sandbox: TestSandbox,
  openid: string,
  patientId: string,
): Promise<void> {
  const { hospital } = sandbox.world;
  const { name, cardNo, idType, idNo } = hospital.getPatient(patientId);
  const who = { name, cardNo, idType, idDigest: identityDigest(idType, idNo) };
  const claim = { ...who, relation: 'other' as const };
  const { proofId } = await sandbox.must(openid, 'clinic', 'startPhoneProof', claim);
  const code = /\d{6}/.exec(hospital.smsOutbox().at(-1)?.text ?? '')?.[0] ?? '';
  await sandbox.must(openid, 'clinic', 'finishPhoneProof', { proofId, code });
}
