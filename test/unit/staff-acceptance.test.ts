/** When a hospital may ask to go live (access guide V1.4 §6.1, §5.2 E), and what a desk may send at all. */
import { deskValidators } from '../../cloudfunctions/contract/staff-desk-validators';
import type { MoneyKind } from '../../cloudfunctions/domain/desk';
import { hospitalId, openId } from '../../cloudfunctions/domain/ids';
import { newDay, type ReconDay } from '../../cloudfunctions/domain/recon-day';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import type { StaffOrders } from '../../cloudfunctions/ports/staff-orders';
import { readAcceptance } from '../../cloudfunctions/usecases/staff/acceptance';
import { ZERO } from '../../miniprogram/shared/fen';
import { world } from '../support/doubles';
import { memoryRecon } from '../support/memory-recon';
import { memoryAttempts } from '../support/memory-stores';
import { memoryAudit } from '../support/staff-desk-stores';
import { memoryStaff } from '../support/staff-stores';

const ADMIN = openId('oAdmin1');
const KINDS = { 'insurance-only': 10, mixed: 5, 'zero-insurance': 3, cash: 2 };

async function acceptance(kinds: Record<MoneyKind, number>, compared: readonly string[]) {
  const recon = memoryRecon();
  for (const day of compared) {
    const fresh = newDay(hospitalId('hosp1'), day, DEFAULT_RECON_RULES);
    const done: ReconDay = { ...fresh, stage: 'done', dueAt: null, outcome: 'balanced' };
    await recon.insertDay(done);
  }
  const never = () => Promise.reject(new Error('not asked for'));
  const staffOrders: StaffOrders = {
    ...{ find: never, paidIn: never, paid: never, byEntry: never, count: never, inReview: never },
    byMoney: () => Promise.resolve(kinds),
    refunded: () => Promise.resolve({ count: 4, cash: ZERO, insurance: ZERO }),
  };
  const { deps } = await world();
  const desk = {
    ...deps,
    ...{ staff: memoryStaff(), administrators: [ADMIN], audit: memoryAudit(), recon, staffOrders },
    ...{ attempts: memoryAttempts(), sheets: { workbook: never } },
  };
  return (await readAcceptance(desk, ADMIN, { from: '20260301', to: '20260303' })).acceptance;
}

const DAYS = ['20260301', '20260303'];

it('takes twenty orders of each kind of amounts and two compared days', async () => {
  const view = await acceptance(KINDS, DAYS);
  expect(view).toEqual({
    ...{ orders: 20, insuranceOnly: 10, mixed: 5, zeroInsurance: 3, cash: 2 },
    ...{ refunds: 4, daysReconciled: 2, ready: true },
  });
});

it.each([
  ['nineteen orders', { ...KINDS, cash: 1 }, DAYS],
  ['no order of 0 yuan insurance', { ...KINDS, 'zero-insurance': 0, cash: 5 }, DAYS],
  ['no mixed order', { ...KINDS, mixed: 0, cash: 9 }, DAYS],
  ['no order of insurance alone', { ...KINDS, 'insurance-only': 0, cash: 99 }, DAYS],
  ['one compared day', KINDS, ['20260302']],
  ['days outside', KINDS, ['20260228', '20260302', '20260304']],
])('is not ready with %s', async (_name, kinds, days) => {
  expect((await acceptance(kinds, days)).ready).toBe(false);
});

type Action = keyof typeof deskValidators;
const HOUR = 3_600_000;

it.each<[Action, unknown]>([
  ['figures', { day: '20260230' }],
  ['figures', { day: '2026-03-01' }],
  ['findOrders', { text: '张建国' }],
  ['findOrders', { text: '' }],
  ['findOrders', { text: 'x'.repeat(65) }],
  ['findOrders', { after: '~' }],
  ['findOrders', { state: 'everything' }],
  ['approveRefund', { requestId: 'Y1234567890' }],
  ['approveRefund', { requestId: 'Y1234567890.0' }],
  ['dismissRefund', { requestId: 'Y1234567890.1', note: '' }],
  ['dismissRefund', { requestId: 'Y1234567890.1', note: 'a\nb' }],
  ['invite', { name: '王', role: 'none' }],
  ['join', { code: 'ABCDEFG' }],
  ['shutOut', { memberId: 'oClerkLiu' }],
  ['audit', { after: 'x' }],
  ['settleDifference', { day: '20260301', differenceId: 'x', note: 'x'.repeat(201) }],
  ['shift', { from: 1, to: 0 }],
  ['shift', { from: 0, to: 48 * HOUR + 1 }],
  ['acceptance', { from: '20260302', to: '20260301' }],
  ['acceptance', { from: '20260301', to: '20260401' }],
])('%s refuses %j', (action, input) => {
  expect(deskValidators[action].safeParse(input).success).toBe(false);
});

it('reads what people type', () => {
  expect(deskValidators.join.parse({ code: ' abcd-efgh ' })).toEqual({ code: 'ABCDEFGH' });
  expect(deskValidators.findOrders.parse({ text: ' 9900000001 ' })).toEqual({ text: '9900000001' });
  expect(deskValidators.shift.safeParse({ from: 0, to: 48 * HOUR }).success).toBe(true);
  const month = { from: '20260301', to: '20260331' };
  expect(deskValidators.acceptance.safeParse(month).success).toBe(true);
});
