/**
 * Payments at a counter whose answers get lost: arbitrary schedules of lost and killed calls, clerks who
 * give up or take other cash, patients who type or do not, and time (money rules 2, 4, 7 and 12; trap 41).
 * Our own use cases and channel with parties that keep state. When the faults are over every order ends by
 * itself, and every party holds what our book says.
 */
import fc from 'fast-check';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { advanceOrder } from '../../cloudfunctions/usecases/advance-order';
import { withdrawn } from '../../cloudfunctions/usecases/send-order';
import { FOREVER } from '../support/doubles';
import { drafted, HIS_AWAY, PART, SILENT, type Kind } from '../unit/counter-channel-bench';
import { counterWorld, heldBy, type CounterWorld } from '../unit/counter-channel-world';
import { holdsAsync } from './cases';

const CLERK = openId('oClerk');
const KINDS = ['mixed', 'cash-first', 'cash'] as const satisfies readonly Kind[];
/** What becomes of a call: lost on its way there, lost on its way back, or nobody is left to hear it. */
const FATES = ['fine', 'fine', 'fine', 'lost', 'unheard', 'killed'] as const;
const ACTS = [
  'look',
  'tick',
  'give-up',
  'other-cash',
  'record',
  'confirm',
  'cancel',
  'wait',
] as const;
const PHONES = ['at-once', 'password', 'no-money'] as const;

class Killed extends Error {}

type Fate = (typeof FATES)[number];

/** Each call of `party` meets the next fate; `silence` is what is heard of a lost one. */
function fated(party: object, next: () => Fate, silence: unknown): void {
  for (const [name, call] of Object.entries(party) as [string, (...all: unknown[]) => unknown][]) {
    const meets = async (...all: unknown[]): Promise<unknown> => {
      const fate = next();
      if (fate === 'lost') return silence;
      const answer = await call(...all);
      if (fate === 'killed') throw new Killed();
      return fate === 'unheard' ? silence : answer;
    };
    Object.assign(party, { [name]: meets });
  }
}

/** The same as a function that dies: what it did stays done. */
async function survived(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

/** As usecases/counter/charge.ts goes about it. */
async function charge(here: CounterWorld, kind: Kind): Promise<void> {
  if (kind === 'mixed') {
    await here.event({ type: 'authorised' });
    const order = await here.stored();
    const { orderNo, patientId, billIds, serialNo, amounts } = order;
    const ask = { orderNo, patientId, billIds, serialNo, scanId: PART.scanId };
    const answer = await here.his.insurance.settle(ask, FOREVER);
    if (!answer.ok) {
      const { code, reason, certain } = answer;
      const why: Extract<OrderEvent, { type: 'rejected' }> = {
        type: 'rejected',
        code,
        reason,
        ...(certain ? {} : { leftovers: true }),
      };
      await withdrawn(here.mover, order, why, FOREVER);
      return;
    }
    const { settlementNo: payOrderId } = answer.value;
    const createdAt = here.clock.now();
    const priced = await here.event({ type: 'priced', amounts, payOrderId, createdAt });
    if (priced.outcome !== 'priced') return;
  }
  await here.send();
}

async function act(here: CounterWorld, what: (typeof ACTS)[number], ms: number): Promise<void> {
  const { clock, gateway, mover } = here;
  switch (what) {
    case 'look':
      await advanceOrder(mover, await here.stored(), FOREVER);
      return;
    case 'tick':
    case 'wait':
      if (what === 'wait') clock.advance(ms);
      await here.until(0);
      return;
    case 'give-up':
      await here.event({ type: 'close-asked', by: 'clerk' });
      await advanceOrder(mover, await here.stored(), FOREVER);
      return;
    case 'other-cash':
      await here.event({ type: 'tender-asked', by: CLERK });
      await advanceOrder(mover, await here.stored(), FOREVER);
      return;
    case 'record':
      await here.event({ type: 'tender-taken', kind: 'notes', receipt: 'S-1', by: CLERK });
      return;
    case 'confirm':
      if (gateway.is.charge === 'paying') gateway.pay();
      return;
    case 'cancel':
      if (gateway.is.charge === 'paying') gateway.is.charge = 'unpaid';
  }
}

/** What the parties hold when our book says that. */
function wantedOf({ payment, counter, amounts }: Order): string {
  if (payment !== 'paid') return '- -';
  const byCode = counter?.tender?.state !== 'taken' && amounts.cash > 0;
  return `${byCode ? 'cash' : '-'} ${amounts.payType === 'cash' ? '-' : 'insurance'}`;
}

const schedule = fc.record({
  kind: fc.constantFrom(...KINDS),
  phone: fc.constantFrom(...PHONES),
  fates: fc.array(fc.constantFrom(...FATES), { maxLength: 12 }),
  acts: fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.integer({ min: 0, max: 240_000 })), {
    maxLength: 12,
  }),
});

holdsAsync(
  'every payment at a counter ends, and what is held is what is booked',
  [schedule],
  async (drawn) => {
    const { kind, phone, fates, acts } = drawn;
    const here = await counterWorld();
    await here.begin(drafted(kind));
    here.gateway.is.phone = phone;
    const left = [...fates];
    const next = (): Fate => left.shift() ?? 'fine';
    fated(here.gateway.payment, next, SILENT);
    fated(here.his.insurance, next, HIS_AWAY);
    await survived(charge(here, kind));
    for (const [what, ms] of acts) await survived(act(here, what, ms));
    left.length = 0;
    if (here.gateway.is.charge === 'paying') here.gateway.is.charge = 'unpaid';
    const over = await here.until(30 * 3_600_000);
    expect(over.review).toBeUndefined();
    expect(`${over.payment}: ${heldBy(here)}`).toBe(`${over.payment}: ${wantedOf(over)}`);
    expect(over.dueAt).toBeNull();
  },
);
