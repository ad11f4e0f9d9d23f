/**
 * What may wait for the next day's books, and what counts after somebody was asked (money rule 11).
 */
import type { Entry, OrderFacts } from '../../cloudfunctions/domain/recon-facts';
import { EDGE_MS, factsAfterAsking } from '../../cloudfunctions/domain/recon-judge';
import { fen } from '../../miniprogram/shared/fen';
import {
  BACK,
  entry,
  facts,
  FINAL,
  FROM,
  HIS,
  HIS_BACK,
  MINE,
  MY_BACK,
  NOON,
  PAID,
  said,
  SETTLED,
  TO,
  type Books,
} from '../support/recon-facts';

const CUT_OFF = ['cut-off row'];

describe('at the edge of midnight', () => {
  const LONELY: readonly [string, (at?: number) => Books, string][] = [
    ['ours-only', (at) => ({ mine: entry('never', when(at)) }), 'ours-only payment'],
    ['his-only', (at) => ({ his: [entry('settled', when(at))] }), 'his-only his-payment'],
    [
      'his-missing',
      (at) => ({ bill: [PAID], mine: entry('due', when(at)) }),
      'his-missing his-payment',
    ],
    [
      'refund-ours-only',
      (at) => ({ ...SETTLED, myRefund: entry('never', when(at)) }),
      'refund-ours-only refund',
    ],
    [
      'his-only refund',
      (at) => ({ ...SETTLED, hisBack: [entry('confirmed', when(at))] }),
      'his-only his-refund',
    ],
    [
      'refund-his-missing',
      (at) => ({ ...SETTLED, back: [BACK], myRefund: entry('due', when(at)) }),
      'refund-his-missing his-refund',
    ],
  ];
  function when(at: number | undefined): Partial<Entry> {
    if (at === undefined) return {};
    return { at };
  }

  test.each(LONELY)('%s waits for the next day, once', (_what, books, finding) => {
    for (const at of [FROM, FROM + EDGE_MS - 1, TO, TO - EDGE_MS + 1]) {
      expect(said(books(at))).toEqual(CUT_OFF);
      expect(said(books(at), FINAL)).toEqual([finding]);
    }
    for (const at of [FROM + EDGE_MS, TO - EDGE_MS, NOON]) {
      expect(said(books(at))).toEqual([finding]);
    }
  });

  test('five minutes', () => {
    expect(EDGE_MS).toBe(5 * 60 * 1000);
  });

  test('what has waited already, or has no time, waits no more', () => {
    const { at: _at, ...timeless } = HIS;
    expect(said({ his: [{ ...HIS, at: TO, carried: true }] })).toEqual(['his-only his-payment']);
    expect(said({ his: [timeless] })).toEqual(['his-only his-payment']);
  });

  test('what does not depend on midnight never waits', () => {
    expect(
      said({ ...SETTLED, bill: [entry('other', { at: TO })], mine: entry('settled', { at: TO }) }),
    ).toEqual(['state-differs payment']);
  });

  test('a cut-off comes alone: all of the order waits', () => {
    const books = { bill: [PAID, PAID], mine: entry('due', { at: TO }) };
    expect(said(books)).toEqual(CUT_OFF);
    expect(said(books, FINAL)).toEqual(['duplicate-row payment', 'his-missing his-payment']);
  });
});

describe('a refund on its way', () => {
  const going = { ...SETTLED, back: [entry('refunding')] };
  test('waits a day, whatever its time, then it is unfinished', () => {
    expect(said(going)).toEqual(CUT_OFF);
    expect(said(going, FINAL)).toEqual(['refund-unfinished refund']);
    const carried = { ...SETTLED, back: [entry('refunding', { carried: true })] };
    expect(said(carried)).toEqual(['refund-unfinished refund']);
  });
  test('is known to the hospital’s book', () => {
    const booked = { ...going, hisBack: [entry('confirmed', { cash: fen(1) })] };
    expect(said(booked, FINAL)).toEqual([
      'refund-unfinished refund',
      'his-amount-differs his-refund-cash',
    ]);
  });
});

describe('after somebody was asked', () => {
  const before = (mine?: Entry, myRefund?: Entry): OrderFacts =>
    facts({
      bill: [PAID],
      ...(mine === undefined ? {} : { mine }),
      ...(myRefund === undefined ? {} : { myRefund }),
    });
  const ours = (payment?: Entry, refund?: Entry): OrderFacts['ours'] => ({
    exists: true,
    ...(payment === undefined ? {} : { payment }),
    ...(refund === undefined ? {} : { refund }),
  });

  test('what became settled or confirmed since counts as booked', () => {
    const after = factsAfterAsking(before(entry('due'), entry('due')), ours(MINE, MY_BACK));
    expect(after.his).toEqual({ payments: [MINE], refunds: [MY_BACK] });
    expect(after.ours).toEqual({ exists: true, payment: MINE, refund: MY_BACK });
    expect(after.platform).toEqual({ payments: [PAID], refunds: [] });
  });

  test('what was so before does not: the book of the day had to have it', () => {
    const after = factsAfterAsking(before(MINE, MY_BACK), ours(MINE, MY_BACK));
    expect(after.his).toEqual({ payments: [], refunds: [] });
  });

  test('what is still due does not', () => {
    const after = factsAfterAsking(before(), ours(entry('due'), entry('due')));
    expect(after.his).toEqual({ payments: [], refunds: [] });
    expect(factsAfterAsking(before(MINE), ours()).ours).toStrictEqual({ exists: true });
  });

  test('what the book had is not doubled', () => {
    const had = facts({ bill: [PAID], mine: entry('due'), his: [HIS], hisBack: [HIS_BACK] });
    const after = factsAfterAsking(had, ours({ ...MINE, line: 7 }, { ...MY_BACK, line: 8 }));
    expect(after.his).toEqual({ payments: [HIS], refunds: [HIS_BACK] });
  });

  test('the day whose books lacked something is still the one that is judged', () => {
    const elsewhere = { ...MINE, otherDay: true } as const;
    expect(factsAfterAsking(before(MINE), ours(elsewhere)).ours.payment).toEqual(MINE);
    expect(factsAfterAsking(before(elsewhere), ours(elsewhere)).ours.payment).toEqual(elsewhere);
    expect(factsAfterAsking(before(), ours(elsewhere)).ours.payment).toEqual(elsewhere);
  });
});
