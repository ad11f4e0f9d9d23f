/** A stay in hospital: what is left of it, and topping up. */
import { readAdmission } from '../../cloudfunctions/usecases/visits/admission';
import { topUp } from '../../cloudfunctions/usecases/visits/top-up';
import { hospitalId, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { fen } from '../../miniprogram/shared/fen';
import {
  ADMISSION,
  admissionOf,
  DAY,
  FOREVER,
  OTHER,
  OWNER,
  PATIENT,
  STRANGER,
  topUpOf,
  visitWorld,
} from '../support/visit-doubles';
import { T0 } from '../support/orders';

const NOT_YOURS = { name: 'Refusal', reason: 'patient-not-yours', retry: false };
const SILENT = { name: 'Refusal', reason: 'hospital-unreachable', retry: true };
const left = (orderNo: OrderNo, sum: number) => ({ orderNo, amount: fen(sum) });

describe('the stay', () => {
  const read = async (here: Awaited<ReturnType<typeof visitWorld>>, owner = OWNER) =>
    (await readAdmission(here.deps, owner, { patientId: PATIENT }, FOREVER)).admission;

  it('is none when the patient is not in hospital', async () => {
    const here = await visitWorld();
    expect(await read(here)).toBeNull();
  });

  it('has its sums as the hospital states them', async () => {
    const here = await visitWorld();
    const { dischargedAt: _left, ...going } = admissionOf();
    here.script.admission = { admission: going };
    expect(await read(here)).toEqual({
      ...{ admissionId: ADMISSION, ward: '骨科一病区', bed: '12', admittedAt: T0 - 5 * DAY },
      ...{ paidIn: 300_000, spent: 120_000, balance: 180_000, refundable: 0 },
      ...{ minTopUp: 10_000, maxTopUp: 5_000_000 },
    });
  });

  it('in debt has a balance of nothing', async () => {
    const here = await visitWorld();
    here.script.admission = { admission: admissionOf({ paidIn: fen(100), spent: fen(101) }) };
    expect((await read(here))?.balance).toBe(0);
  });

  it('gives back what is left of one’s own top-ups only, never more than was paid', async () => {
    const here = await visitWorld();
    const mine = await here.keep(topUpOf(50_000));
    const paidLess = await here.keep(topUpOf(20_000));
    const foreign = await here.keep(topUpOf(70_000, { owner: OTHER }));
    const refundable = [
      left(mine.orderNo, 50_000),
      left(paidLess.orderNo, 30_000),
      left(foreign.orderNo, 70_000),
      left(topUpOf(1).orderNo, 90_000),
    ];
    here.script.admission = { admission: admissionOf({ refundable }) };
    expect((await read(here))?.refundable).toBe(70_000);
    expect((await read(here, OTHER))?.refundable).toBe(70_000);
  });

  const NOTHING: readonly (readonly [string, Partial<Order>])[] = [
    ['another stay', { admissionId: 'AD0' }],
    ['another kind', { kind: 'clinic' }],
    ['another patient', { patientId: STRANGER }],
    ['another hospital', { hospital: hospitalId('hosp2') }],
    ['not paid', { payment: 'closed' }],
    ['not booked', { settlement: { state: 'due', since: T0, attempts: 0 } }],
    ['a person’s case', { review: { reason: 'paid-differs', at: T0, evidence: 'x' } }],
  ];
  it.each(NOTHING)('gives nothing back of an order that is of %s', async (_, change) => {
    const here = await visitWorld();
    const order = await here.keep(topUpOf(50_000, change));
    const refundable = [left(order.orderNo, 50_000)];
    here.script.admission = { admission: admissionOf({ refundable }) };
    expect((await read(here))?.refundable).toBe(0);
  });

  it('of somebody else’s patient is refused unasked; a silent hospital is said to be', async () => {
    const here = await visitWorld();
    for (const patientId of [STRANGER, 'P404']) {
      const foreign = readAdmission(here.deps, OWNER, { patientId }, FOREVER);
      await expect(foreign).rejects.toMatchObject(NOT_YOURS);
    }
    expect(here.heard).toEqual([]);
    here.control.down.add('admission');
    await expect(read(here)).rejects.toMatchObject(SILENT);
  });
});

describe('topping up', () => {
  const ask = {
    ...{ requestId: 'request-1', patientId: PATIENT, admissionId: ADMISSION },
    amount: fen(50_000),
  };
  async function inHospital() {
    const here = await visitWorld();
    const { dischargedAt: _left, ...going } = admissionOf();
    here.script.admission = { admission: going };
    return here;
  }

  it('opens one bill per request, which is paid like any other', async () => {
    const here = await inHospital();
    here.control.lost.add('topUp');
    await expect(topUp(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject(SILENT);
    here.control.lost.clear();
    const { bill } = await topUp(here.deps, OWNER, ask, FOREVER);
    expect(bill).toMatchObject({ kind: 'deposit', billId: 'BT1', total: 50_000 });
    expect((await topUp(here.deps, OWNER, ask, FOREVER)).bill).toEqual(bill);
    const other = await topUp(here.deps, OWNER, { ...ask, requestId: 'request-2' }, FOREVER);
    expect(other.bill.billId).toBe('BT2');
  });

  it.each([
    [{ amount: fen(9_999) }, 'top-up-amount'],
    [{ amount: fen(5_000_001) }, 'top-up-amount'],
    [{ admissionId: 'AD0' }, 'not-in-hospital'],
    [{ patientId: STRANGER }, 'patient-not-yours'],
  ])('with %j is refused: %s', async (change, reason) => {
    const here = await inHospital();
    const refused = topUp(here.deps, OWNER, { ...ask, ...change }, FOREVER);
    await expect(refused).rejects.toMatchObject({ name: 'Refusal', reason, retry: false });
    expect(here.script.topUps.size).toBe(0);
  });
});
