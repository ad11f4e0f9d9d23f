/** What three books together say about one order (money rule 11), finding by finding. */
import type { Entry } from '../../cloudfunctions/domain/recon-facts';
import type { Mark } from '../../cloudfunctions/domain/recon-records';
import { fen } from '../../miniprogram/shared/fen';
import {
  BACK,
  entry,
  HIS,
  HIS_BACK,
  MINE,
  MY_BACK,
  PAID,
  REFUNDED,
  said,
  SETTLED,
  type Books,
} from '../support/recon-facts';

test('nothing at all, a payment and its refund in each book: nothing is found', () => {
  expect([said({}), said(SETTLED), said(REFUNDED)]).toEqual([[], [], []]);
});

test.each<[string, Books, readonly string[]]>([
  ['a payment that nobody knows', { bill: [PAID] }, ['platform-only payment']],
  ['of an order of ours', { bill: [PAID], exists: true }, ['paid-not-known payment']],
  ['twice', { ...SETTLED, bill: [PAID, PAID] }, ['duplicate-row payment']],
  ['beside one that moved nothing', { ...SETTLED, bill: [PAID, entry('other')] }, []],
  ['that moved nothing', { bill: [entry('other')] }, []],
  ['listed as unpaid', { ...SETTLED, bill: [entry('other')] }, ['state-differs payment']],
  ['not listed', { mine: MINE, his: [HIS] }, ['ours-only payment']],
  [
    'not listed, but under another merchant',
    { ...SETTLED, bill: [entry('foreign')] },
    ['not-ours payment', 'ours-only payment'],
  ],
  ['of another day, not listed', { mine: { ...MINE, otherDay: true } }, []],
  ['of another merchant', { bill: [entry('foreign')] }, ['not-ours payment']],
  [
    'of another total',
    { ...SETTLED, bill: [entry('paid', { total: fen(1) })] },
    ['amount-differs total'],
  ],
  [
    'of other cash',
    { ...SETTLED, bill: [entry('paid', { cash: fen(1) })] },
    ['amount-differs cash'],
  ],
  [
    'of other insurance',
    { ...SETTLED, bill: [entry('paid', { insurance: fen(1) })] },
    ['amount-differs insurance'],
  ],
])('the platform’s payment: %s', (_what, books, findings) => {
  expect(said(books)).toEqual(findings);
});

test.each<[string, Books, readonly string[]]>([
  ['booked under a number that nobody paid', { his: [HIS] }, ['his-only his-payment']],
  ['twice', { ...SETTLED, his: [HIS, HIS] }, ['duplicate-row his-payment']],
  [
    'of another total',
    { ...SETTLED, his: [entry('settled', { total: fen(1) })] },
    ['his-amount-differs his-total'],
  ],
  [
    'of other cash',
    { ...SETTLED, his: [entry('settled', { cash: fen(1) })] },
    ['his-amount-differs his-cash'],
  ],
  [
    'of other insurance',
    { ...SETTLED, his: [entry('settled', { insurance: fen(1) })] },
    ['his-amount-differs his-insurance'],
  ],
  [
    'of other sums than a payment that only the platform knows',
    { bill: [PAID], his: [entry('settled', { total: fen(1), insurance: fen(2) })] },
    ['platform-only payment', 'his-amount-differs his-total', 'his-amount-differs his-insurance'],
  ],
  [
    'beside a row that moved nothing',
    { bill: [entry('other')], his: [HIS] },
    ['his-only his-payment'],
  ],
])('the hospital’s payment: %s', (_what, books, findings) => {
  expect(said(books)).toEqual(findings);
});

test.each<[Mark, boolean]>([
  ['settled', true],
  ['due', true],
  ['confirmed', true],
  ['never', false],
  ['by-hand', false],
  ['paid', false],
])('our payment that is %s must be booked: %p', (mark, isMissing) => {
  const findings = said({ bill: [PAID], mine: entry(mark) });
  expect(findings).toEqual(isMissing ? ['his-missing his-payment'] : []);
  expect(said({ bill: [PAID], mine: entry(mark, { otherDay: true }) })).toEqual([]);
});

test.each<[string, Books, readonly string[]]>([
  ['that nobody knows', { ...SETTLED, back: [BACK] }, ['refund-platform-only refund']],
  ['twice', { ...REFUNDED, back: [BACK, BACK] }, ['duplicate-row refund']],
  ['beside one that came to nothing', { ...REFUNDED, back: [entry('other'), BACK] }, []],
  ['not listed', { ...REFUNDED, back: [] }, ['refund-ours-only refund']],
  ['that came to nothing', { ...REFUNDED, back: [entry('other')] }, ['refund-ours-only refund']],
  [
    'of other cash',
    { ...REFUNDED, back: [entry('refunded', { cash: fen(1) })] },
    ['refund-amount-differs refund-cash'],
  ],
  [
    'of other insurance',
    { ...REFUNDED, back: [entry('refunded', { insurance: fen(1) })] },
    ['refund-amount-differs refund-insurance'],
  ],
  [
    'whose total is said otherwise',
    { ...REFUNDED, back: [entry('refunded', { total: fen(1) })] },
    [],
  ],
  ['still on its way, which ours is not', { ...REFUNDED, back: [entry('refunding')] }, []],
  ['of another merchant', { ...SETTLED, back: [entry('foreign')] }, ['not-ours refund']],
])('the platform’s refund: %s', (_what, books, findings) => {
  expect(said(books)).toEqual(findings);
});

test('our refund that need not be listed: of another day, or by hand', () => {
  const rest = { ...REFUNDED, back: [] };
  expect(said({ ...rest, myRefund: { ...MY_BACK, otherDay: true } })).toEqual([]);
  expect(said({ ...rest, myRefund: { ...MY_BACK, byHand: true } })).toEqual([]);
  expect(said({ ...rest, myRefund: { ...MY_BACK, askedEarlier: true } })).toEqual([]);
});

test.each<[string, Entry['handLegs'], Partial<Entry>, readonly string[]]>([
  ['cash', ['cash'], {}, ['refunded-twice refund-cash']],
  ['insurance', ['insurance'], {}, ['refunded-twice refund-insurance']],
  [
    'both',
    ['cash', 'insurance'],
    {},
    ['refunded-twice refund-cash', 'refunded-twice refund-insurance'],
  ],
  ['cash, of which the row has none', ['cash'], { cash: fen(0) }, []],
  [
    'cash, and the row has other insurance',
    ['cash'],
    { cash: fen(0), insurance: fen(1) },
    ['refund-amount-differs refund-insurance'],
  ],
])('brought back by hand, and listed: %s', (_what, handLegs = [], change, findings) => {
  const myRefund = { ...MY_BACK, byHand: true, handLegs } as const;
  expect(said({ ...REFUNDED, myRefund, back: [entry('refunded', change)] })).toEqual(findings);
});

test.each<[string, Books, readonly string[]]>([
  ['that nobody gave', { ...SETTLED, hisBack: [HIS_BACK] }, ['his-only his-refund']],
  ['twice', { ...REFUNDED, hisBack: [HIS_BACK, HIS_BACK] }, ['duplicate-row his-refund']],
  [
    'of other cash',
    { ...REFUNDED, hisBack: [entry('confirmed', { cash: fen(1) })] },
    ['his-amount-differs his-refund-cash'],
  ],
  [
    'of other insurance',
    { ...REFUNDED, hisBack: [entry('confirmed', { insurance: fen(1) })] },
    ['his-amount-differs his-refund-insurance'],
  ],
  [
    'that only the platform knows, of other sums',
    { ...SETTLED, back: [BACK], hisBack: [entry('confirmed', { cash: fen(1) })] },
    ['refund-platform-only refund', 'his-amount-differs his-refund-cash'],
  ],
  [
    'of which the platform’s came to nothing',
    { ...SETTLED, back: [entry('other')], hisBack: [HIS_BACK] },
    ['his-only his-refund'],
  ],
  [
    'of which the platform’s is another merchant’s',
    { ...SETTLED, back: [entry('foreign')], hisBack: [HIS_BACK] },
    ['not-ours refund', 'his-only his-refund'],
  ],
])('the hospital’s refund: %s', (_what, books, findings) => {
  expect(said(books)).toEqual(findings);
});

test.each<[Mark, boolean]>([
  ['confirmed', true],
  ['due', true],
  ['never', false],
])('our refund that is %s must be booked: %p', (mark, isMissing) => {
  const books = { ...REFUNDED, myRefund: entry(mark), hisBack: [] };
  expect(said(books)).toEqual(isMissing ? ['refund-his-missing his-refund'] : []);
  expect(said({ ...books, myRefund: entry(mark, { otherDay: true }) })).toEqual([]);
});

test('half-paid: the hospital must not have booked it', () => {
  const mine = entry('never', { halfPaid: true });
  expect(said({ bill: [PAID], mine })).toEqual([]);
  expect(said({ bill: [PAID], mine, his: [HIS] })).toEqual(['his-only his-payment']);
});
