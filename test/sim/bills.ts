/** A run's bills as the hospital's plans: one item each, and what insurance takes of it. */
import type { BillPlan } from '../../sandbox/hospital/bill-plan';
import type { InsuranceTerms } from '../../sandbox/hospital/records';
import { PATIENTS } from './people';
import type { BillDraw, BillKind } from './schedule';

const offline = (fundFen: number, selfFen: number, discountFen = 0): InsuranceTerms => ({
  mode: 'offline',
  otherFen: 0,
  ...{ fundFen, selfFen, discountFen },
});

function termsOf(kind: BillKind, fen: number): InsuranceTerms | null {
  const half = fen >> 1;
  const tenth = Math.floor(fen / 10);
  switch (kind) {
    case 'mixed':
      return offline(half, tenth);
    case 'insured':
      return offline(half, fen - half);
    case 'zero-insurance':
      return offline(0, 0);
    case 'online':
      return { mode: 'online', estimate: null };
    case 'added':
      return offline(half, 0);
    case 'discount':
      return offline(half, tenth, tenth);
    case 'self-pay':
    case 'free':
      return null;
  }
}

export function billPlans(draws: readonly BillDraw[]): readonly BillPlan[] {
  return draws.map(({ patient, kind, fen }, n) => {
    const amountFen = kind === 'free' ? 0 : fen;
    const added = kind === 'added';
    return {
      scenario: `bill ${String(n)}`,
      patientId: PATIENTS[patient]?.patientId ?? '',
      visit: 'today',
      visitType: 'general-outpatient',
      title: `费用${String(n)}`,
      department: '内科',
      doctor: '陈立新',
      items: [{ name: '药品', category: '西药费', unit: '盒', quantity: '1', amountFen }],
      terms: termsOf(kind, amountFen),
      exclusion: kind === 'self-pay' || kind === 'free' ? 'NOT_COVERED' : null,
      cashAddFen: added ? Math.floor(amountFen / 20) : 0,
      cashAddWording: added ? '快递费' : null,
      cashReducedFen: added ? Math.floor(amountFen / 50) : 0,
      pickup: '请到2号窗口取药',
      issuedMinutesAgo: 0,
      issuedDaysAgo: 0,
      fate: 'unpaid',
    };
  });
}
