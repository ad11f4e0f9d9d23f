/** Which messages a change of an order is worth, what they say, and when they are due. */
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { REMINDER_WORDS } from '../../cloudfunctions/domain/reminder-words';
import { visitDue } from '../../cloudfunctions/usecases/reminders/order-news';
import { remindOf, remindOfKept } from '../../cloudfunctions/usecases/reminders/remember';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES, T0 } from '../support/orders';
import { bookedOrder, DAY, HOUR, KEPT, remindingWorld } from '../support/reminding';

const NUMBER = 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa';
const refunded = (state: 'refunding' | 'returned' | 'done'): Partial<Order> => {
  const legs = { cash: 'refunded', insurance: 'refunded' } as const;
  const { orderNo } = bookedOrder();
  return {
    refund: {
      ...{ refundNo: `R${orderNo}` as never, mode: 'whole', cash: fen(4000) },
      ...{ insurance: fen(8000), cause: 'patient', note: '', via: 'api', askedAt: T0, state },
      ...{ since: T0, hold: 'held', legs, sends: 1, asked: 0, returnedAt: T0 + HOUR },
    },
  };
};

describe('paid', () => {
  it('is told once it is booked, with amount, time and hospital, and nobody is named', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('paid'), bookedOrder());
    expect(here.reminders.all()).toEqual([
      {
        ...{ id: `paid:${NUMBER}`, owner: 'oOwner', kind: 'paid', state: 'waiting' },
        page: `pages/result/result?orderNo=${NUMBER}&patientId=P1`,
        words: ['门诊缴费', '120.00元', '2026年3月2日 10:00', '示例医院'],
        ...{ about: { orderNo: NUMBER }, dueAt: T0, until: T0 + DAY },
      },
    ]);
  });

  it('is kept once however often the order changes afterwards', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('paid'), bookedOrder());
    await remindOf(here.deps, bookedOrder(), bookedOrder({ version: 9 }));
    await remindOf(here.deps, orderIn('paid'), bookedOrder());
    expect(here.reminders.all()).toHaveLength(1);
  });

  it.each(PAYMENT_STATES)('is not told of an order that is %s and not booked', async (state) => {
    const here = remindingWorld();
    await remindOf(here.deps, undefined, orderIn(state));
    expect(here.reminders.all()).toEqual([]);
  });

  it('is not told of a payment that goes back as it is booked', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('paid'), bookedOrder(refunded('refunding')));
    expect(here.reminders.all()).toEqual([]);
  });
});

describe('refunded', () => {
  it('is told when the money is back, and not again when the hospital has booked that', async () => {
    const here = remindingWorld();
    const going = bookedOrder(refunded('refunding'));
    await remindOf(here.deps, bookedOrder(), going);
    expect(here.reminders.all()).toEqual([]);
    await remindOf(here.deps, going, bookedOrder(refunded('returned')));
    await remindOf(here.deps, bookedOrder(refunded('returned')), bookedOrder(refunded('done')));
    expect(here.reminders.all()).toMatchObject([
      {
        ...{ id: `refunded:${NUMBER}`, kind: 'refunded', until: T0 + 3 * DAY },
        words: ['门诊缴费', '120.00元', '2026年3月2日 11:00', '示例医院'],
      },
    ]);
  });
});

describe('a visit', () => {
  const visit = { appointmentId: 'A1', from: T0 + 2 * DAY, to: T0 + 2 * DAY + HOUR };
  const registered = (from = visit.from) =>
    bookedOrder({
      kind: 'registration',
      visit: { ...visit, from, department: '内科', doctor: '王医生', place: '2楼3诊室' },
    });

  it('that is paid is told of the evening before at six', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('paid'), registered());
    const found = here.reminders.all().find(({ kind }) => kind === 'visit');
    expect(found).toMatchObject({
      ...{ id: `visit:${NUMBER}`, dueAt: T0 + DAY + 8 * HOUR, until: visit.from },
      words: ['内科', '2026年3月4日 10:00', '请按时到院就诊', '示例医院'],
      about: { patientId: 'P1', appointmentId: 'A1', orderNo: NUMBER },
      page: 'pages/ticket/ticket?patientId=P1&appointmentId=A1',
    });
    expect(here.reminders.all()[0]?.words[0]).toBe('挂号');
  });

  it('of today is not', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('paid'), registered(T0 + HOUR));
    expect(here.reminders.all().map(({ kind }) => kind)).toEqual(['paid']);
  });

  it('that is kept and paid there is told of at seven of its day', async () => {
    const here = remindingWorld();
    await remindOfKept(here.deps, KEPT);
    await remindOfKept(here.deps, KEPT);
    expect(here.reminders.all()).toMatchObject([
      {
        ...{ id: 'visit-kept:A1', dueAt: T0 + DAY - 3 * HOUR, until: T0 + DAY },
        words: ['内科', '2026年3月3日 10:00', '请到院后先缴费再就诊', '示例医院'],
      },
    ]);
    expect(here.reminders.all()[0]?.about.orderNo).toBeUndefined();
  });

  const SIX = T0 + 8 * HOUR;
  const TEN_TOMORROW = T0 + DAY;
  it.each([
    ['before six', SIX - 1, false, SIX],
    ['after six: in the morning', SIX, false, SIX + 13 * HOUR],
    ['on the day after seven: never', SIX + 13 * HOUR, false, undefined],
    ['to be paid there: in the morning', T0, true, SIX + 13 * HOUR],
    ['to be paid there, after seven: never', TEN_TOMORROW - 1, true, undefined],
  ])('%s', (_what, now, payThere, due) => {
    expect(visitDue(TEN_TOMORROW, now, payThere)).toBe(due);
  });

  it('at half past six in the morning has no reminder after it began', () => {
    const early = TEN_TOMORROW - 3.5 * HOUR;
    expect(visitDue(early, SIX, false)).toBeUndefined();
    expect(visitDue(early, SIX - 1, false)).toBe(SIX);
  });
});

describe('a card that is not bound', () => {
  it.each(['closed', 'failed', 'rejected'] as const)(
    'is worth a word when the order ended %s for it',
    async (state: PaymentState) => {
      const here = remindingWorld();
      await remindOf(
        here.deps,
        orderIn('payable', { seen: 'unbound' }),
        orderIn(state, { seen: 'unbound' }),
      );
      await remindOf(
        here.deps,
        orderIn(state, { seen: 'unbound' }),
        orderIn(state, { seen: 'unbound' }),
      );
      expect(here.reminders.all()).toMatchObject([
        { id: `bind-card:${NUMBER}`, kind: 'bind-card', page: 'pages/patients/patients' },
      ]);
    },
  );

  it('is not, while it may still be bound and paid with, or when that was not the reason', async () => {
    const here = remindingWorld();
    await remindOf(here.deps, orderIn('payable'), orderIn('payable', { seen: 'unbound' }));
    await remindOf(here.deps, orderIn('payable'), orderIn('closed', { seen: 'not-paid' }));
    expect(here.reminders.all()).toEqual([]);
  });
});

it('says nothing of a payment anew when its refund was let go', async () => {
  const here = remindingWorld();
  const { refund } = refunded('refunding');
  if (refund === undefined) throw new Error('no refund');
  const letGo: Partial<Order> = { refund: { ...refund, state: 'refused', hold: 'released' } };
  // the first message is swept by then: nothing but the order itself keeps it from being said again
  await remindOf(here.deps, bookedOrder(refunded('refunding')), bookedOrder(letGo));
  expect(here.reminders.all()).toEqual([]);
});

it('keeps nothing of a kind that the hospital has no template for', async () => {
  const here = remindingWorld();
  const deps = { ...here.deps, reminderKinds: ['refunded' as const] };
  await remindOf(deps, orderIn('paid'), bookedOrder());
  expect(here.reminders.all()).toEqual([]);
});

it('never fails a payment: what cannot be kept is a line in the log', async () => {
  const here = remindingWorld();
  const add = () => Promise.reject(new Error('s3cret'));
  await remindOf({ ...here.deps, reminders: { add } }, orderIn('paid'), bookedOrder());
  expect(here.lines).toEqual(['reminder.not-kept {"action":"paid","reason":"internal"}']);
});

it('says as many words as its template is told of, none longer than WeChat takes', async () => {
  const here = remindingWorld();
  const hospital = {
    ...here.deps.hospital,
    name: '示例省示例市中西医结合人民医院互联网医院东院区',
  };
  const deps = { ...here.deps, hospital };
  await remindOf(deps, orderIn('paid'), bookedOrder());
  await remindOf(deps, bookedOrder(), bookedOrder(refunded('returned')));
  await remindOf(deps, orderIn('payable'), orderIn('closed', { seen: 'unbound' }));
  await remindOfKept(deps, KEPT);
  const all = here.reminders.all();
  expect(all).toHaveLength(4);
  for (const { kind, words } of all) {
    expect(words).toHaveLength(REMINDER_WORDS[kind].length);
    for (const word of words) expect(Array.from(word).length).toBeLessThanOrEqual(20);
  }
});
