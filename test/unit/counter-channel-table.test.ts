/**
 * One order at a counter out of two opinions (money rules 2 to 4; trap 41): every combination of charge
 * and insurance, in every state of our book, for each kind of order.
 */
import { createCounter } from '../../cloudfunctions/channels/counter';
import type { PaymentState } from '../../cloudfunctions/domain/order';
import type { InsuranceState } from '../../cloudfunctions/ports/counter-desk';
import type { ChargeSeen } from '../../cloudfunctions/ports/counter-payment';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  always,
  charge,
  COVERED,
  GRACE,
  HIS_AWAY,
  HIS_NO,
  insurance,
  order,
  parties,
  SETTLED_AT,
  short,
  SILENT,
  tender,
  yes,
  type Kind,
} from './counter-channel-bench';
import { MIXED } from '../support/orders';

const CHARGES: Readonly<Record<string, ChargeSeen>> = {
  silent: SILENT,
  absent: { kind: 'absent' },
  paying: charge('paying'),
  unpaid: charge('unpaid'),
  paid: charge('paid'),
  closed: charge('closed'),
  refunded: charge('refunded'),
  'not ours': charge('paid', { ours: false }),
};

/** Columns of the table: states of our book between which the evidence makes no difference. */
const BOOK = {
  young: ['placing', 'unknown'],
  payable: ['payable'],
  ending: ['closing', 'failing'],
  ended: ['rejected', 'closed', 'failed'],
  paid: ['paid'],
} as const satisfies Record<string, readonly PaymentState[]>;

type Status = InsuranceState['status'] | 'silent' | '-';
/** `=` stands for what the column before says. */
type Row = readonly [charge: string, insurance: Status, ...wanted: string[]];

/** Whatever the kind, where there is cash in it and insurance besides. */
const BOTH: readonly Row[] = [
  ['silent', '-', 'unknown', '=', '=', '=', '='],
  ['paying', '-', 'paying/unpaid/unstated', '=', '=', '=', '='],
  ['unpaid', '-', 'not-paid/unpaid/unstated', '=', '=', '=', '='],
  ['refunded', '-', 'refunded/refunded/unstated', '=', '=', '=', '='],
  ['not ours', '-', 'failing/paid/unstated', '=', '=', '=', '='],
  ['paid', 'silent', 'unknown', '=', '=', '=', '='],
  ['closed', 'silent', 'unknown', '=', '=', '=', '='],
  ['absent', 'silent', 'unknown', '=', '=', '=', '='],
  // the hospital will not settle it, and can't be brought to bar it now
  ['paid', 'none', 'half-paid+/paid/unpaid', '=', '=', 'half-paid+/paid/closed', '='],
  ['paid', 'settled', 'paid/paid/paid', '=', '=', '=', '='],
  ['paid', 'reversed', 'half-paid/paid/closed', '=', '=', '=', 'half-paid/paid/refunded'],
  ['closed', 'none', 'not-paid/closed/unpaid', '=', '=', 'closed/closed/closed', '='],
  ['closed', 'settled', 'cash-closed/closed/paid', '=', '=', '=', '='],
  ['closed', 'reversed', 'closed/closed/closed', '=', '=', '=', 'closed/closed/refunded'],
];

/** No charge can be on its way any more. */
const ABSENT_FOR_GOOD: readonly Row[] = [
  ['absent', 'none', 'not-paid/closed/unpaid', '=', '=', 'closed/closed/closed', '='],
  ['absent', 'settled', 'not-paid/closed/paid', '=', 'cash-closed/closed/paid', '=', '='],
  [
    'absent',
    'reversed',
    'not-paid/closed/closed',
    '=',
    'closed/closed/closed',
    '=',
    'closed/closed/refunded',
  ],
];

/** A charge may still arrive: taken by us and not found is not found, not unpaid. */
const ABSENT_YET: readonly Row[] = [
  [
    'absent',
    'none',
    'not-paid/unpaid/unpaid',
    'not-found',
    'not-paid/unpaid/unpaid',
    'closed/unpaid/closed',
    '=',
  ],
  [
    'absent',
    'settled',
    'not-paid/unpaid/paid',
    'not-found',
    'not-paid/unpaid/paid',
    'cash-closed/unpaid/paid',
    '=',
  ],
  [
    'absent',
    'reversed',
    'not-paid/unpaid/closed',
    'not-found',
    'not-paid/unpaid/closed',
    'closed/unpaid/closed',
    'closed/unpaid/refunded',
  ],
];

const CASH_FIRST: readonly Row[] = [
  ['absent', 'none', 'not-found', '=', '=', '=', '='],
  ['absent', 'reversed', 'not-found', '=', '=', '=', '='],
  [
    'absent',
    'settled',
    'not-paid/unpaid/paid',
    'not-found',
    'not-paid/unpaid/paid',
    'cash-closed/unpaid/paid',
    '=',
  ],
];

const CASH: readonly Row[] = [
  ['silent', '-', 'unknown', '=', '=', '=', '='],
  ['absent', '-', 'not-found', '=', '=', '=', '='],
  ['paying', '-', 'paying/unpaid/closed', '=', '=', '=', '='],
  ['unpaid', '-', 'not-paid/unpaid/closed', '=', '=', '=', '='],
  ['paid', '-', 'paid/paid/closed', '=', '=', '=', '='],
  ['closed', '-', 'closed/closed/closed', '=', '=', '=', '='],
  ['refunded', '-', 'refunded/refunded/closed', '=', '=', '=', '='],
  ['not ours', '-', 'failing/paid/closed', '=', '=', '=', '='],
];

/** Nothing is ever charged, so nobody is asked about it. */
const COVERED_ROWS: readonly Row[] = [
  ['-', 'silent', 'unknown', '=', '=', '=', '='],
  ['-', 'none', 'not-paid/closed/unpaid', '=', '=', 'closed/closed/closed', '='],
  ['-', 'settled', 'paid/closed/paid', '=', 'cash-closed/closed/paid', 'paid/closed/paid', '='],
  ['-', 'reversed', 'closed/closed/closed', '=', '=', '=', 'refunded/closed/refunded'],
];

const YOUNG = SETTLED_AT + GRACE - 1;
const OLD = SETTLED_AT + GRACE;

const TABLE: readonly (readonly [Kind, string, readonly Row[], number, boolean])[] = [
  ['mixed', 'within the grace', [...BOTH, ...ABSENT_YET], YOUNG, false],
  ['mixed', 'behind the grace', [...BOTH, ...ABSENT_FOR_GOOD], OLD, false],
  ['mixed', 'never charged', [...BOTH, ...ABSENT_FOR_GOOD], YOUNG, true],
  ['cash-first', 'however old', [...BOTH, ...CASH_FIRST], OLD, false],
  ['cash-first', 'never charged', [...BOTH, ...ABSENT_FOR_GOOD], YOUNG, true],
  ['cash', 'however old', CASH, OLD, false],
  ['covered', 'however old', COVERED_ROWS, YOUNG, false],
];

/** The wanted outcome of each state of our book. */
function cells(wanted: readonly string[]): readonly (readonly [PaymentState, string])[] {
  let before = '';
  return Object.values(BOOK).flatMap((states, column) => {
    const said = wanted[column] ?? '=';
    before = said === '=' ? before : said;
    return states.map((state) => [state, before] as const);
  });
}

function world(charged: string, status: Status, kind: Kind, now: number) {
  const seen = CHARGES[charged];
  const sums = kind === 'covered' ? COVERED : MIXED;
  return parties({
    now,
    payment: seen === undefined ? {} : { query: always(seen) },
    insurance: {
      // what is to be settled by whoever asks is refused here: the table is of what stands then
      settle: always(HIS_NO),
      reverse: always(HIS_AWAY),
      ...(status === '-'
        ? {}
        : { state: always(status === 'silent' ? HIS_AWAY : yes(insurance(status, sums))) }),
    },
  });
}

describe.each(TABLE)('%s, %s', (kind, _age, rows, now, neverCharged) => {
  const wantedOf = rows.map(([charged, status, ...wanted]) => ({ charged, status, wanted }));
  test.each(wantedOf)('charge $charged, insurance $status', async (row) => {
    const { charged, status, wanted } = row;
    for (const [payment, outcome] of cells(wanted)) {
      const { all, trace } = world(charged, status, kind, now);
      const asked = order(kind, payment, neverCharged ? { neverCharged } : {});
      const seen = short(await createCounter(all).query(asked, FOREVER));
      expect(`${payment}: ${seen}`).toBe(`${payment}: ${outcome}`);
      // what was not scripted was not asked, either
      expect(trace.includes('query')).toBe(charged !== '-');
      expect(trace.includes('state')).toBe(status !== '-');
    }
  });
});

describe('a clerk has the cash already', () => {
  test.each<[string, Status, string, number | undefined]>([
    ['silent', '-', 'unknown', undefined],
    ['absent', 'settled', 'paid/paid/paid', 4000],
    ['closed', 'settled', 'paid/paid/paid', 4000],
    ['closed', 'reversed', 'refunded/paid/refunded', 4000],
    ['closed', 'none', 'failing/paid/closed', 4000],
    ['absent', 'reversed', 'refunded/paid/refunded', 4000],
    ['absent', 'none', 'failing/paid/closed', 4000],
    ['closed', 'silent', 'unknown', undefined],
    // the code has paid besides: both are held
    ['paid', 'settled', 'failing/paid/paid', 8000],
    ['paid', 'reversed', 'failing/paid/refunded', 8000],
    ['paid', 'none', 'failing/paid/closed', 8000],
    ['refunded', '-', 'refunded/refunded/unstated', 4000],
    ['paying', '-', 'paying/unpaid/unstated', undefined],
    ['unpaid', '-', 'not-paid/unpaid/unstated', undefined],
    ['not ours', '-', 'failing/paid/unstated', 8000],
  ])('charge %s, insurance %s: %s', async (charged, status, wanted, cash) => {
    const { all } = world(charged, status, 'mixed', OLD);
    const asked = order('mixed', 'paid', { tender: tender.taken });
    const outcome = await createCounter(all).query(asked, FOREVER);
    expect(short(outcome)).toBe(wanted);
    const evidence = outcome.kind === 'evidence' ? outcome.evidence : undefined;
    expect(evidence?.amounts.cash).toBe(cash);
  });
});

describe('a settlement whose split never came to us', () => {
  const other = { ...COVERED, total: fen(8100), cash: fen(100) };

  test.each([
    ['as quoted', COVERED, 'paid/closed/paid'],
    ['otherwise', other, 'not-paid/closed/paid'],
  ] as const)('%s', async (_what, sums, wanted) => {
    const { all } = parties({ insurance: { state: always(yes(insurance('settled', sums))) } });
    const priced = order('covered', 'placing');
    const asked = { ...priced, upload: { state: 'asked', quoted: priced.amounts } } as const;
    expect(short(await createCounter(all).query(asked, FOREVER))).toBe(wanted);
  });

  test('that came, and is another now, is for a person: the sums say so', async () => {
    const { all } = parties({ insurance: { state: always(yes(insurance('settled', other))) } });
    const outcome = await createCounter(all).query(order('covered', 'payable'), FOREVER);
    expect(outcome).toMatchObject({
      evidence: { state: 'paid', amounts: { total: 8100, cash: 100, insurance: 8000 } },
    });
  });

  test('an order whose insurance was never priced was never charged: absent at once', async () => {
    const priced = order('mixed', 'closing');
    const asked = { ...priced, upload: { state: 'asked', quoted: priced.amounts } } as const;
    const { all } = world('absent', 'reversed', 'mixed', SETTLED_AT);
    expect(short(await createCounter(all).query(asked, FOREVER))).toBe('closed/closed/closed');
  });
});
