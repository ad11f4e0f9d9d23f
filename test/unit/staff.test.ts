/** What staff may see and do (money rules 9, 12 and 13). */
import { openId, type OpenId } from '../../cloudfunctions/domain/ids';
import { actFor } from '../../cloudfunctions/domain/review';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { clerkRefund, previewRefund } from '../../cloudfunctions/usecases/staff/clerk-refund';
import { endReview } from '../../cloudfunctions/usecases/staff/end-review';
import { readOrder, reviewQueue } from '../../cloudfunctions/usecases/staff/find-order';
import { setMember, whoAmI } from '../../cloudfunctions/usecases/staff/members';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, HIS_SILENT, OWNER, seen } from '../support/doubles';
import { paid, placed } from '../support/placed';
import { memoryStaff, staffStoreContract } from '../support/staff-stores';

const ADMIN = openId('oAdmin1');
const CLERK = openId('oClerk1');
const HOUR = 3_600_000;

describe('the staff store in memory', () =>
  staffStoreContract(() => Promise.resolve(memoryStaff())));

async function clinic() {
  const here = await placed();
  const deps = { ...here.deps, staff: memoryStaff(), administrators: [ADMIN] };
  await setMember(deps, ADMIN, { openId: CLERK, name: '刘收费', role: 'clerk' });
  here.platform.script.onQuery = paid;
  const pay = () => confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
  return { ...here, deps, pay };
}

const NOT_ALLOWED = { reason: 'not-allowed' };

describe('who may', () => {
  it('knows administrators by the settings and clerks by whom they let in', async () => {
    const { deps } = await clinic();
    expect(await whoAmI(deps, ADMIN)).toMatchObject({ role: 'administrator' });
    expect(await whoAmI(deps, CLERK)).toMatchObject({ role: 'clerk', name: '刘收费' });
    await expect(whoAmI(deps, OWNER)).rejects.toMatchObject(NOT_ALLOWED);
  });

  it('refuses everything to everybody else, also to who was shut out', async () => {
    const { deps, pay, text } = await clinic();
    await pay();
    const tries = (who: OpenId) => [
      () => whoAmI(deps, who),
      () => readOrder(deps, who, text),
      () => reviewQueue(deps, who, 0),
      () => previewRefund(deps, who, { orderNo: text, mode: 'whole', note: 'n' }),
      () => clerkRefund(deps, who, { orderNo: text, mode: 'whole', note: 'n' }, FOREVER),
      () =>
        endReview(
          deps,
          who,
          { orderNo: text, act: { kind: 'record-booking', receipt: 'B' } },
          FOREVER,
        ),
    ];
    for (const one of tries(OWNER)) await expect(one()).rejects.toMatchObject(NOT_ALLOWED);
    await setMember(deps, ADMIN, { openId: CLERK, name: '刘收费', role: 'none' });
    for (const one of tries(CLERK)) await expect(one()).rejects.toMatchObject(NOT_ALLOWED);
  });

  it('lets only administrators let people in', async () => {
    const { deps } = await clinic();
    const member = { openId: 'oSomebody', name: '某', role: 'clerk' } as const;
    await expect(setMember(deps, CLERK, member)).rejects.toMatchObject(NOT_ALLOWED);
    await expect(setMember(deps, OWNER, member)).rejects.toMatchObject(NOT_ALLOWED);
  });
});

describe('orders', () => {
  it('shows an order with its history, and of people only masks', async () => {
    const { deps, pay, text } = await clinic();
    await pay();
    const { order } = await readOrder(deps, CLERK, text);
    expect(order).toMatchObject({
      ...{ payment: 'paid', hospital: 'settled', patientName: '张*国' },
      refundable: { cash: 4000, insurance: 8000 },
    });
    expect(order.history.map(({ outcome }) => outcome)).toEqual([
      'created',
      'accepted',
      'paid',
      'settled',
    ]);
    expect(JSON.stringify(order)).not.toContain('张建国');
    const unknown = 'Y20260302ffffffffffffffffffffffffff';
    await expect(readOrder(deps, CLERK, unknown)).rejects.toMatchObject({
      reason: 'order-not-found',
    });
  });
});

describe('refunds by a clerk', () => {
  it('are looked at first: what goes back, and whether insurance is given up', async () => {
    const { deps, pay, text } = await clinic();
    await pay();
    const ask = { orderNo: text, note: '多收' } as const;
    expect(await previewRefund(deps, CLERK, { ...ask, mode: 'whole' })).toEqual({
      ...{ cash: 4000, insurance: 8000, insuranceStays: false },
    });
    const part = { ...ask, mode: 'cash-part', cash: fen(100) } as const;
    expect(await previewRefund(deps, CLERK, part)).toEqual({
      ...{ cash: 100, insurance: 0, insuranceStays: true },
    });
    const much = { ...part, cash: fen(4001) };
    await expect(previewRefund(deps, CLERK, much)).rejects.toMatchObject({
      reason: 'refund-exceeds-paid',
    });
  });

  it('keep who asked and why', async () => {
    const { deps, pay, text, stored } = await clinic();
    await pay();
    await clerkRefund(deps, CLERK, { orderNo: text, mode: 'cash-only', note: '多收' }, FOREVER);
    expect((await stored()).refund).toMatchObject({
      ...{ by: CLERK, note: '多收', cause: 'clerk', mode: 'cash-only', cash: 4000, insurance: 0 },
    });
    expect((await stored()).history.find(({ event }) => event === 'refund-asked')?.by).toBe(CLERK);
    const again = { orderNo: text, mode: 'whole', note: 'x' } as const;
    await expect(clerkRefund(deps, CLERK, again, FOREVER)).rejects.toMatchObject({
      reason: 'refund-exists',
    });
  });
});

describe('cases', () => {
  async function silentHospital() {
    const here = await clinic();
    here.hospital.script.settle = HIS_SILENT;
    await here.pay();
    here.clock.advance(25 * HOUR);
    await here.pay();
    return here;
  }

  it('wait in a queue with the act that each needs', async () => {
    const { deps, text } = await silentHospital();
    const { cases, more } = await reviewQueue(deps, CLERK, 0);
    expect(more).toBe(false);
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({
      ...{ orderNo: text, reason: 'hospital-silent', act: actFor('hospital-silent') },
    });
    expect((await reviewQueue(deps, CLERK, 1)).cases).toEqual([]);
  });

  it('end with that act and no other', async () => {
    const { deps, text, stored } = await silentHospital();
    const wrong = { orderNo: text, act: { kind: 'record-transfer', receipt: 'T1' } } as const;
    await expect(endReview(deps, CLERK, wrong, FOREVER)).rejects.toMatchObject({
      reason: 'case-changed',
    });
    expect((await stored()).review?.reason).toBe('hospital-silent');
    const act = { kind: 'decide-unbooked', choice: 'booked-by-hand', note: 'SF-1' } as const;
    const { order } = await endReview(deps, CLERK, { orderNo: text, act }, FOREVER);
    expect(order).toMatchObject({ hospital: 'settled', settlementNo: 'SF-1' });
    expect(order.review).toBeUndefined();
    expect((await stored()).history.at(-1)).toMatchObject({ by: CLERK, note: 'SF-1' });
    expect((await reviewQueue(deps, CLERK, 0)).cases).toEqual([]);
    // the answer was lost, the clerk taps again; another clerk comes too late
    expect((await endReview(deps, CLERK, { orderNo: text, act }, FOREVER)).order).toEqual(order);
    const late = { orderNo: text, act: { ...act, note: 'SF-2' } };
    await expect(endReview(deps, CLERK, late, FOREVER)).rejects.toMatchObject({
      reason: 'case-changed',
    });
    await expect(endReview(deps, ADMIN, { orderNo: text, act }, FOREVER)).rejects.toMatchObject({
      reason: 'case-changed',
    });
  });

  it('let the money go back when the clerk decides so, once the hospital can be told', async () => {
    const { deps, text, hospital, platform, stored } = await silentHospital();
    hospital.script.cancelSettlement = { ok: true, value: { status: 'cancelled' } };
    platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paid'));
    const act = { kind: 'decide-unbooked', choice: 'refund', note: '号源没了' } as const;
    await endReview(deps, CLERK, { orderNo: text, act }, FOREVER);
    expect(await stored()).toMatchObject({
      settlement: { state: 'refused' },
      refund: { cause: 'review', note: '号源没了', cash: 4000, insurance: 8000 },
    });
  });
});
