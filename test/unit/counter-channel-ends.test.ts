/**
 * From wherever a payment at a counter may stand, it finds an end that is true of what either party holds
 * (money rules 3 and 12): every live state, charge and insurance, with and without a clerk who is about to
 * take the cash otherwise.
 */
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import type { ChargeState } from '../../cloudfunctions/ports/counter-payment';
import { insurance, order, PART, tender, type Kind } from './counter-channel-bench';
import { counterWorld, heldBy } from './counter-channel-world';

const HOUR = 3_600_000;

describe('from wherever it stands, it finds an end that is true', () => {
  const LIVE: readonly PaymentState[] = ['placing', 'unknown', 'payable', 'closing', 'failing'];
  const CHARGES: readonly (ChargeState | undefined)[] = [
    ...[undefined, 'paying', 'unpaid', 'paid', 'closed', 'refunded'],
  ] as const;
  const KINDS: readonly (readonly [Kind, Order['counter'] | undefined])[] = [
    ['mixed', undefined],
    ['mixed', { ...PART, tender: tender.asked }],
    ['cash-first', undefined],
    ['cash', undefined],
  ];

  const starts = KINDS.flatMap(([kind, part]) =>
    LIVE.flatMap((payment) =>
      CHARGES.flatMap((state) =>
        (['none', 'settled', 'reversed'] as const).map((status) => ({
          ...{ kind, part, payment, state, status },
          ...{ with: part === undefined ? '' : ', tender asked' },
        })),
      ),
    ),
  );

  /** A person's case: money went back that nobody asked for, or what was there is gone. */
  function isCase({ kind, payment, state, status }: (typeof starts)[number]): boolean {
    if (state === 'refunded') return true;
    const alone = kind === 'cash' || (kind === 'cash-first' && status !== 'settled');
    // settled behind a cash that nobody took: two parties contradict each other
    const unpaid = kind === 'cash-first' && status === 'settled' && payment === 'payable';
    return state === undefined && ((payment === 'payable' && alone) || unpaid);
  }

  test.each(starts)('$kind$with, $payment: charge $state, insurance $status', async (start) => {
    const { kind, part, payment, state, status } = start;
    const here = await counterWorld();
    here.gateway.is.charge = state;
    here.his.is.state = kind === 'cash' ? { status: 'none' } : insurance(status);
    await here.begin(order(kind, payment, part));
    const over = await here.until(30 * HOUR);
    if (isCase(start)) {
      expect(over.review?.reason).toBe(state === 'refunded' ? 'refund-not-ours' : 'undecided');
      return;
    }
    expect(over.review).toBeUndefined();
    expect(over.dueAt).toBeNull();
    const wanted = over.payment === 'paid' ? `cash ${kind === 'cash' ? '-' : 'insurance'}` : '- -';
    expect(`${over.payment}: ${heldBy(here)}`).toBe(`${over.payment}: ${wanted}`);
    // cash that was there stays, unless it was given up before its insurance
    if (state === 'paid' && (kind === 'cash' || status === 'settled')) {
      expect(over.payment).toBe('paid');
    }
  });
});
