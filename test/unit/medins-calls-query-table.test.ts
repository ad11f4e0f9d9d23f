/**
 * One order out of three opinions (money rules 2 to 4; traps 38, 39): every combination of mixed order,
 * cash order and upload, in every state of our book.
 */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import type { PaymentState } from '../../cloudfunctions/domain/order';
import type { UploadStatus } from '../../cloudfunctions/ports/insurance-bureau';
import { asked, cashSaid } from './medins-calls-answers';
import { ABSENT, OTHER_ORDER, said, SILENT } from './medins-calls-bench';

import { MIXED, query, short } from './medins-calls-asking';

const CASH: Readonly<Record<string, ApiVerdict>> = {
  absent: ABSENT,
  silent: SILENT,
  open: said(cashSaid('NOTPAY')),
  paying: said(cashSaid('USERPAYING')),
  payerror: said(cashSaid('PAYERROR')),
  paid: said(cashSaid('SUCCESS')),
  refund: said(cashSaid('REFUND')),
  closed: said(cashSaid('CLOSED')),
  'new word': said(cashSaid('ACCEPTED')),
  'another order': said(cashSaid('SUCCESS', { out_trade_no: OTHER_ORDER })),
};

type Row = readonly [mixed: string, cash: string, upload: string, wanted: string];

async function combine(row: Row, payment: PaymentState) {
  const [mixed, cash, upload] = row;
  const world = {
    mixed: MIXED[mixed] ?? SILENT,
    ...(cash === '-' ? {} : { cash: CASH[cash] ?? SILENT }),
    ...(upload === '-' ? {} : { upload: upload as UploadStatus | 'silent' }),
  };
  const { outcome, trace } = await query(world, asked({ payment }));
  return {
    wanted: short(outcome),
    // what was not scripted was not asked, either
    asked: `${trace.includes('query-cash') ? 'cash' : '-'} ${trace.includes('6301') ? '6301' : '-'}`,
  };
}

const askedIn = ([, cash, upload]: Row): string =>
  `${cash === '-' ? '-' : 'cash'} ${upload === '-' ? '-' : '6301'}`;

/** Whatever our book says of it. */
const ALWAYS: readonly Row[] = [
  ['silent', '-', '-', 'unknown'],
  ['new word', '-', '-', 'unknown'],
  ['new word of a leg', '-', '-', 'unknown'],
  ['another order', '-', '-', 'unknown'],
  ['paying', '-', '-', 'paying/unpaid/unpaid'],
  ['reversed', '-', '-', 'failing/unpaid/unpaid'],
  ['refund', '-', '-', 'refunded/refunded/refunded'],
  ['success', 'paid', '-', 'paid/paid/paid'],
  ['success', 'open', '-', 'paid/unpaid/paid'],
  ['success', 'closed', '-', 'paid/closed/paid'],
  ['success', 'absent', '-', 'paid/unpaid/paid'],
  ['success', 'payerror', '-', 'paid/unpaid/paid'],
  ['success', 'paying', '-', 'paying/paid/paid'],
  ['success', 'refund', '-', 'refunded/refunded/paid'],
  ['success', 'silent', '-', 'unknown'],
  ['success', 'new word', '-', 'unknown'],
  ['success', 'another order', '-', 'unknown'],
  ['success, insurance open', 'paid', '-', 'paid/paid/unpaid'],
  ['fail, cash in', 'paid', 'priced', 'half-paid/paid/closed'],
  ['fail, cash in', 'paid', 'revoked', 'half-paid/paid/closed'],
  ['fail, cash in', 'paid', 'none', 'half-paid/paid/closed'],
  ['fail, cash in', 'paid', 'settled', 'failing/paid/paid'],
  ['fail, cash in', 'paid', 'silent', 'failing/paid/closed'],
  ['fail, cash in', 'silent', 'priced', 'failing/unstated/closed'],
  ['fail, cash in', 'open', 'priced', 'failing/unpaid/closed'],
  ['fail, cash in', 'absent', 'priced', 'failing/closed/closed'],
  ['fail, cash in', 'refund', 'priced', 'failed/refunded/closed'],
  ['fail, cash in', 'refund', 'revoked', 'failed/refunded/closed'],
  ['fail, cash going back', 'refund', 'priced', 'failed/refunded/closed'],
  ['fail, cash going back', 'paid', 'priced', 'failing/paid/closed'],
  // the insurance's end is not stated: for certain only when the bureau will not take it any more
  ['fail, insurance open', 'paid', 'priced', 'failing/paid/unpaid'],
  ['fail, insurance open', 'paid', 'revoked', 'half-paid/paid/unpaid'],
  ['fail, insurance in', 'open', 'settled', 'failing/unpaid/paid'],
  ['fail, insurance in', 'open', 'priced', 'failing/unpaid/paid'],
  ['fail', 'paid', 'priced', 'half-paid/paid/closed'],
  ['fail', 'paying', 'priced', 'failing/unpaid/closed'],
  ['fail', 'open', 'settled', 'failing/unpaid/paid'],
  ['fail', 'open', 'priced', 'failed/unpaid/closed'],
  ['fail', 'closed', 'priced', 'failed/closed/closed'],
  ['fail', 'open', 'revoked', 'failed/unpaid/closed'],
  ['fail', 'silent', 'priced', 'failing/unstated/closed'],
  ['created, cash in', '-', '-', 'paying/paid/unpaid'],
  ['created, insurance in', '-', '-', 'paying/unpaid/paid'],
  ['created, cash in, insurance failed', '-', '-', 'failing/paid/closed'],
  ['absent', 'absent', 'priced', 'not-paid/closed/unpaid'],
  ['absent', 'open', 'priced', 'not-paid/unpaid/unpaid'],
  ['absent', 'closed', 'priced', 'not-paid/closed/unpaid'],
  ['absent', 'open', 'revoked', 'not-paid/unpaid/closed'],
  ['absent', 'payerror', 'revoked', 'not-paid/unpaid/closed'],
  ['absent', 'closed', 'revoked', 'closed/closed/closed'],
  ['absent', 'absent', 'revoked', 'closed/closed/closed'],
  ['absent', 'closed', 'uploaded', 'not-paid/closed/unpaid'],
  ['absent', 'paid', 'revoked', 'failing/paid/closed'],
  ['absent', 'open', 'settled', 'failing/unpaid/paid'],
  ['absent', 'paying', 'priced', 'paying/unpaid/unpaid'],
  ['absent', 'refund', 'revoked', 'refunded/refunded/closed'],
  ['absent', 'silent', 'revoked', 'unknown'],
  ['absent', 'closed', 'silent', 'unknown'],
];

/** Where the order may still be paid, the mixed order alone decides. */
const PAYABLE: readonly Row[] = [
  ['created', '-', '-', 'not-paid/unpaid/unpaid'],
  ['fail', 'closed', 'revoked', 'failed/closed/closed'],
];

/** Where it may not, what is left of it counts. */
const OTHERWISE: readonly Row[] = [
  ['created', 'open', 'priced', 'not-paid/unpaid/unpaid'],
  ['created', 'closed', 'priced', 'not-paid/closed/unpaid'],
  ['created', 'open', 'revoked', 'not-paid/unpaid/closed'],
  ['created', 'closed', 'revoked', 'closed/closed/closed'],
  ['created', 'closed', 'refunded', 'closed/closed/refunded'],
  ['created', 'paid', 'priced', 'paying/paid/unpaid'],
  ['created', 'closed', 'settled', 'paying/closed/paid'],
  ['created', 'paying', 'priced', 'paying/unpaid/unpaid'],
  ['created', 'silent', 'revoked', 'unknown'],
  ['created', 'new word', 'revoked', 'unknown'],
  ['created', 'closed', 'silent', 'unknown'],
  ['fail', 'closed', 'revoked', 'closed/closed/closed'],
];

/**
 * Beside a mixed order there is a cash order, whatever was answered: only an order that was asked to close
 * is over without it (money rules 2 and 7).
 */
const DENIED: readonly Row[] = [
  ['created', 'absent', 'revoked', 'not-paid/closed/closed'],
  ['fail', 'absent', 'revoked', 'failed/closed/closed'],
];
const DENIED_AT_LAST: readonly Row[] = [
  ['created', 'absent', 'revoked', 'closed/closed/closed'],
  ['fail', 'absent', 'revoked', 'closed/closed/closed'],
];

const LIVE: readonly PaymentState[] = ['placing', 'unknown', 'closing', 'failing'];
const ENDED: readonly PaymentState[] = ['rejected', 'closed', 'failed'];

describe.each<PaymentState>(['payable', ...LIVE, ...ENDED])('an order that is %s', (payment) => {
  const wasClosed = payment === 'closing' || ENDED.includes(payment);
  const denied = wasClosed ? DENIED_AT_LAST : DENIED;
  const rows = [...ALWAYS, ...(payment === 'payable' ? PAYABLE : [...OTHERWISE, ...denied])];

  test.each(rows)('mixed %s, cash %s, upload %s: %s', async (...row) => {
    const seen = await combine(row, payment);
    expect(seen).toEqual({ wanted: row[3], asked: askedIn(row) });
  });

  // one that the bureau has not heard of may still be on its way, until our order is over
  const tombstone = ENDED.includes(payment) ? 'closed' : 'not-paid';
  test.each(payment === 'payable' ? ['absent'] : ['absent', 'created'])(
    'mixed %s, and an upload that the bureau has not heard of',
    async (mixed) => {
      const seen = await combine([mixed, 'closed', 'none', ''], payment);
      expect(seen.wanted).toBe(`${tombstone}/closed/closed`);
    },
  );

  test('absent everywhere, and nothing was uploaded: not found', async () => {
    const { upload: _none, ...order } = asked({ payment });
    const { outcome, trace } = await query({ mixed: ABSENT, cash: ABSENT }, order);
    expect(outcome.kind).toBe('not-found');
    expect(trace).not.toContain('6301');
  });
});
