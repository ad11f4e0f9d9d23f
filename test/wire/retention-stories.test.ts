/**
 * What the clockwork sweeps of a hospital at work, over real HTTP: what was kept long enough goes, and
 * nothing that money rests on does.
 */
import { identityDigest } from '../../sandbox/hospital/identity';
import { confirm, pay, placed } from '../support/payer';
import { testSandbox, ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(120_000);

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** Payments and what proves them, people's roles and acts, and what people keep themselves. */
const KEPT = ['orders', 'bill_claims', 'refund_requests', 'staff', 'staff_audit', 'patient_links'];

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.close());

const documents = (collection: string) => sandbox.world.database.documents(collection);
const count = (collection: string) => documents(collection).length;
const ids = (collection: string) => documents(collection).map((one) => one['_id']);
const tick = () => sandbox.request('/sandbox/api/cloud/tick', { name: 'clockwork' });
const later = (advanceMs: number) => sandbox.request('/sandbox/api/clock', { advanceMs });

async function startedProof(): Promise<void> {
  const { cardNo, idNo, idType, name } = sandbox.world.hospital.getPatient('P00002');
  const who = { cardNo, idType, name, idDigest: identityDigest(idType, idNo) };
  const claim = { ...who, relation: 'spouse' as const };
  await sandbox.must(ZHANG, 'clinic', 'startPhoneProof', claim);
}

async function paidOrder(): Promise<string> {
  const { orderNo } = await placed(sandbox, 'self-pay');
  await pay(sandbox, orderNo);
  await sandbox.world.platform.courier.flush();
  await confirm(sandbox, orderNo);
  return orderNo;
}

it('goes by its own time, and payments stay', async () => {
  await startedProof();
  const first = await paidOrder();
  await tick();
  expect(count('phone_proofs')).toBe(1);
  const before = { attempts: count('attempts'), notices: ids('notices'), kept: KEPT.map(ids) };
  expect(before.attempts).toBeGreaterThan(0);
  expect(before.notices).not.toEqual([]);
  expect(ids('reminders')).toEqual([`hosp1:paid:${first}`]);

  await later(3 * HOUR);
  await tick();
  expect(count('phone_proofs')).toBe(0);
  // tries on a card count for a day
  expect(count('attempts')).toBeGreaterThan(0);
  expect(count('attempts')).toBeLessThan(before.attempts);
  expect([ids('notices'), count('reminders')]).toEqual([before.notices, 1]);

  await later(8 * DAY);
  await tick();
  expect([count('attempts'), count('reminders')]).toEqual([0, 0]);
  expect(ids('notices')).toEqual(before.notices);
  expect(KEPT.map(ids)).toEqual(before.kept);
});

// no tick before the last one: the books of ninety days are another test's business
it('leaves young notices, and an order whose notice is gone is what it was', async () => {
  const old = await paidOrder();
  const notices = ids('notices');
  await later(60 * DAY);
  const young = await paidOrder();
  await later(31 * DAY);
  const before = KEPT.map(documents);
  await tick();
  const left = ids('notices').map(String);
  expect(left.some((id) => notices.includes(id))).toBe(false);
  expect(left).not.toEqual([]);
  expect(left.every((id) => id.includes(young))).toBe(true);
  // not one field of an order, a claim or an audit entry
  expect(KEPT.map(documents)).toEqual(before);
  const { order } = await sandbox.must(ZHANG, 'pay', 'confirmOrder', { orderNo: old });
  expect(order).toMatchObject({ payment: 'paid', hospital: 'settled', canRefund: true });
});
