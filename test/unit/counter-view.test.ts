/**
 * A payment at a counter as the clerk sees it: cash that came first is said to be there while insurance is
 * still to be settled, and no longer than that is known.
 */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { transition } from '../../cloudfunctions/domain/transition';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { counterOrderView } from '../../cloudfunctions/usecases/counter/counter-view';
import type { Base } from '../../cloudfunctions/usecases/deps';
import { AT_COUNTER } from '../../cloudfunctions/usecases/pay-scope';
import { hospitalId, openId } from '../../cloudfunctions/domain/ids';
import { migrateOrder } from '../../cloudfunctions/migrations/order';
import { staffOrderView } from '../../cloudfunctions/usecases/staff/staff-order-view';
import { listeningLog } from '../support/doubles';
import { T0 } from '../support/orders';
import { order, type Kind } from './counter-channel-bench';

const deps: Base = {
  hospital: {
    ...{ id: hospitalId('hosp1'), name: 'H', phone: '1', address: 'A' },
    cityId: '449900',
  },
  scope: AT_COUNTER,
  rules: DEFAULT_RULES,
  clock: { now: () => T0 + 1_000 },
  log: listeningLog().log,
};

const AWAY = { type: 'ask-failed', code: 'timeout' } as const;
const CASH_THERE = { ...AWAY, cashTaken: true } as const;

function after(kind: Kind, payment: PaymentState, event: OrderEvent): Order {
  return transition(order(kind, payment), event, T0 + 1_000, DEFAULT_RULES).order;
}

const stage = (given: Order) => counterOrderView(deps, given).stage;

describe('cash first', () => {
  it.each([
    ['placing', 'preparing'],
    ['unknown', 'charging'],
    ['payable', 'charging'],
  ] as const)('%s: %s until the cash is there', (payment, before) => {
    expect(stage(order('cash-first', payment))).toBe(before);
    expect(stage(after('cash-first', payment, AWAY))).toBe(before);
    const there = after('cash-first', payment, CASH_THERE);
    expect(counterOrderView(deps, there)).toMatchObject({
      ...{ stage: 'settling', insurance: 'none', can: ['give-up'] },
    });
    expect(there).toMatchObject({ payment, asked: 1, legs: { cash: 'paid', insurance: 'unpaid' } });
  });

  it('is told of an order that is alive only', () => {
    const over = after('cash-first', 'closed', CASH_THERE);
    expect(over.legs).toEqual(order('cash-first', 'closed').legs);
    expect(stage(over)).toBe('over');
  });

  it('given up: it is being taken back', () => {
    const there = after('cash-first', 'payable', CASH_THERE);
    const asked = { type: 'close-asked', by: 'clerk' } as const;
    const { order: closing } = transition(there, asked, T0 + 2_000, DEFAULT_RULES);
    expect(stage(closing)).toBe('ending');
  });
});

describe('why the code could not pay', () => {
  const WHY = '该账户因多次输错密码已被暂停';
  const SUSPENDED = {
    type: 'rejected',
    code: 'onecode-suspended',
    reason: 'one-code-suspended',
    why: WHY,
  } as const;

  it.each<[Kind, string]>([
    ['mixed', 'tender-wait'],
    ['cash-first', 'over'],
    ['cash', 'over'],
  ])('%s: stays to be read in the channel’s own words', (kind, wanted) => {
    const refused = after(kind, 'placing', SUSPENDED);
    expect(counterOrderView(deps, refused)).toMatchObject({
      ...{ stage: wanted, reason: 'one-code-suspended', why: WHY },
    });
    expect(staffOrderView(refused)).toMatchObject({ codeWhy: WHY });
    expect(JSON.stringify(refused.history)).not.toContain(WHY);
    expect(migrateOrder(JSON.parse(JSON.stringify(refused)))).toEqual(refused);
  });

  it('is nobody’s business once it is paid otherwise', () => {
    const waiting = after('mixed', 'placing', SUSPENDED);
    const legs = { cash: 'closed', insurance: 'paid' } as const;
    const by = openId('oClerk');
    const taken = { type: 'tender-taken', kind: 'notes', receipt: 'R-1', by } as const;
    const paid = transition({ ...waiting, legs }, taken, T0 + 2_000, DEFAULT_RULES).order;
    const view = counterOrderView(deps, paid);
    expect(view.stage).toBe('paid');
    expect(view).not.toHaveProperty('why');
  });
});

it('insurance first has no such stage', () => {
  expect(stage(after('mixed', 'payable', CASH_THERE))).toBe('charging');
});
