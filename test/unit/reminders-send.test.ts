/** Messages are sent once, to whom they concern, who asked for them, and while they help. */
import { HOSPITAL, OWNER, PATIENT } from '../support/doubles';
import { HIS_SILENT, hisRefuses } from '../support/his-answers';
import { orderIn, T0 } from '../support/orders';
import { reminderOf } from '../support/reminder-stores';
import { bookedOrder, DAY, HOUR, KEPT, remindingWorld } from '../support/reminding';
import { appointmentOf, billOf } from '../support/visit-doubles';
import { billId } from '../../cloudfunctions/domain/ids';
import type { Reminder } from '../../cloudfunctions/ports/reminder-store';
import { hearOfBill } from '../../cloudfunctions/usecases/reminders/hear-of-bill';
import { remindOf, remindOfKept } from '../../cloudfunctions/usecases/reminders/remember';
import { sendReminders } from '../../cloudfunctions/usecases/reminders/send-reminders';
import { subscribed } from '../../cloudfunctions/usecases/reminders/subscribed';
import { FOREVER } from '../support/doubles';

type World = ReturnType<typeof remindingWorld>;
const BILL = billId('BA1');
const ORDER = bookedOrder();
const PAID = `paid:${ORDER.orderNo}`;

/** A paid and booked order whose message waits. */
async function paidWorld(): Promise<World> {
  const here = remindingWorld();
  await here.orders.insert(ORDER);
  await remindOf(here.deps, orderIn('paid'), ORDER);
  return here;
}

describe('one message', () => {
  it('is sent once, however many ticks there are', async () => {
    const here = await paidWorld();
    await here.agree(5);
    expect(await here.tick()).toEqual({ sent: 1, dropped: 0, later: 0 });
    expect(await here.tick()).toEqual({ sent: 0, dropped: 0, later: 0 });
    expect(here.sent).toMatchObject([
      {
        ...{ to: OWNER, kind: 'paid' },
        words: ['门诊缴费', '120.00元', '2026年3月2日 10:00', '示例医院'],
      },
    ]);
    expect(here.fates()).toEqual({ [PAID]: 'sent' });
  });

  it('is sent once by two ticks at the same moment, and takes one yes', async () => {
    const here = await paidWorld();
    await here.agree(2);
    await Promise.all([here.tick(), here.tick(), here.tick()]);
    expect(here.sent).toHaveLength(1);
    expect(await here.reminders.take(HOSPITAL, OWNER, 'paid')).toBe(true);
    expect(await here.reminders.take(HOSPITAL, OWNER, 'paid')).toBe(false);
  });

  it('is not sent to somebody who did not say yes', async () => {
    const here = await paidWorld();
    await here.tick();
    await here.agree();
    await here.tick();
    expect(here.sent).toEqual([]);
    expect(here.fates()).toEqual({ [PAID]: 'not-allowed' });
  });

  it('takes the yes that the person gave in the app, each kind once a tap', async () => {
    const here = await paidWorld();
    await subscribed(here.deps, OWNER, ['paid', 'paid', 'visit']);
    await here.tick();
    expect(here.sent).toHaveLength(1);
    expect(await here.reminders.take(HOSPITAL, OWNER, 'paid')).toBe(false);
  });

  it.each(['refused', 'unknown'] as const)('that is %s is not sent again', async (said) => {
    const here = await paidWorld();
    await here.agree(3);
    here.script.send = () => Promise.resolve(said);
    await here.tick();
    here.clock.advance(HOUR);
    await here.tick();
    expect(here.sent).toHaveLength(1);
    expect(here.fates()).toEqual({ [PAID]: said });
  });

  it('of a sender who crashed is never sent again, and is given up after ten minutes', async () => {
    const here = await paidWorld();
    await here.agree(3);
    here.script.send = () => Promise.reject(new Error('killed'));
    await here.tick();
    expect(here.fates()).toEqual({ [PAID]: 'sending' });
    here.script.send = () => Promise.resolve('sent');
    here.clock.advance(10 * 60_000 - 1);
    await here.tick();
    expect(here.fates()).toEqual({ [PAID]: 'sending' });
    here.clock.advance(1);
    expect(await here.tick()).toEqual({ sent: 0, dropped: 1, later: 0 });
    expect(here.fates()).toEqual({ [PAID]: 'unknown' });
    expect(here.sent).toHaveLength(1);
  });

  it('that is too late helps nobody', async () => {
    const here = await paidWorld();
    await here.agree();
    here.clock.advance(DAY + 1);
    await here.tick();
    expect(here.fates()).toEqual({ [PAID]: 'too-late' });
    expect(here.sent).toEqual([]);
  });

  it('waits when the store that must be asked does not answer', async () => {
    const here = await paidWorld();
    await here.agree();
    const broken = { ...here.deps, orders: { load: () => Promise.reject(new Error('store')) } };
    expect(await sendReminders(broken, FOREVER)).toEqual({ sent: 0, dropped: 0, later: 1 });
    here.clock.advance(5 * 60_000);
    expect(await here.tick()).toMatchObject({ sent: 1 });
  });
});

describe('many messages', () => {
  it('are sent sixty a tick, and none when there is no time to end one', async () => {
    const here = remindingWorld();
    await here.orders.insert(ORDER);
    await here.agree(1);
    for (let at = 0; at < 19; at += 1) await here.reminders.allow(HOSPITAL, OWNER, ['paid']);
    const { orderNo } = ORDER;
    for (let at = 0; at < 70; at += 1) {
      await here.reminders.add(
        HOSPITAL,
        reminderOf({ id: `r${String(at)}`, owner: OWNER, about: { orderNo }, until: T0 + DAY }),
      );
    }
    expect(await sendReminders(here.deps, { leftMs: () => 15_999 })).toMatchObject({ sent: 0 });
    expect(await here.tick()).toEqual({ sent: 20, dropped: 40, later: 0 });
    expect(await here.tick()).toEqual({ sent: 0, dropped: 10, later: 0 });
  });
});

describe('whom it does not concern', () => {
  const forgotten = async (here: World): Promise<void> => {
    await here.links.remove(HOSPITAL, OWNER, PATIENT);
  };
  const told = async (): Promise<World> => {
    const here = remindingWorld();
    await here.agree();
    await hearOfBill(here.deps, { patientId: PATIENT, billId: BILL }, FOREVER);
    return here;
  };

  it('a payment that was given back meanwhile, or another person’s', async () => {
    const here = await paidWorld();
    await here.agree();
    await here.orders.save({
      ...ORDER,
      version: ORDER.version + 1,
      settlement: { state: 'refused', attempts: 1 },
    });
    await here.tick();
    expect(here.fates()).toEqual({ [PAID]: 'order-changed' });
    const other = remindingWorld();
    await other.orders.insert(ORDER);
    await other.reminders.add(HOSPITAL, reminderOf({ about: { orderNo: ORDER.orderNo } }));
    await other.reminders.allow(HOSPITAL, reminderOf().owner, ['paid']);
    await other.tick();
    expect(other.fates()).toEqual({ 'paid:1': 'order-changed' });
  });

  it('a bill is told to whoever has the patient, with department, amount and last moment', async () => {
    const here = await told();
    await here.tick();
    expect(here.sent).toEqual([
      {
        ...{ to: OWNER, kind: 'bill-due' },
        page: 'pages/bill/bill?patientId=P1&billId=BA1&entry=message',
        words: ['内科', '120.00元', '2026年3月3日 10:00', '示例医院'],
      },
    ]);
  });

  it.each([
    ['paid', { status: 'settled' }],
    ['cancelled', { status: 'cancelled' }],
    ['over', { expiresAt: T0 }],
    ['somebody else’s', { patientId: 'P9' as typeof PATIENT }],
  ] as const)('not when the bill is %s meanwhile', async (_what, change) => {
    const here = await told();
    here.script.bill = () => ({ ok: true, value: billOf(change) });
    await here.tick();
    expect(here.sent).toEqual([]);
    expect(Object.values(here.fates())).toEqual(['bill-gone']);
  });

  it('not when the bill is gone, or the patient removed meanwhile', async () => {
    const here = await told();
    here.script.bill = () => hisRefuses('bill-not-found', 'BILL_NOT_FOUND');
    await here.tick();
    expect(Object.values(here.fates())).toEqual(['bill-gone']);
    const again = await told();
    await forgotten(again);
    await again.tick();
    expect(Object.values(again.fates())).toEqual(['unlinked']);
  });

  it('waits while the hospital is silent, and is sent when it answers', async () => {
    const here = await told();
    here.script.bill = () => HIS_SILENT;
    expect(await here.tick()).toEqual({ sent: 0, dropped: 0, later: 1 });
    expect(await here.tick()).toEqual({ sent: 0, dropped: 0, later: 0 });
    here.clock.advance(5 * 60_000);
    here.script.bill = () => ({ ok: true, value: billOf() });
    expect(await here.tick()).toEqual({ sent: 1, dropped: 0, later: 0 });
  });
});

describe('before a visit', () => {
  const kept = async (): Promise<World> => {
    const here = remindingWorld();
    await here.agree();
    await remindOfKept(here.deps, KEPT);
    here.clock.advance(DAY - 3 * HOUR);
    return here;
  };

  it('that is kept the person is told to pay there', async () => {
    const here = await kept();
    await here.tick();
    expect(here.sent).toMatchObject([
      { kind: 'visit', words: ['内科', '2026年3月3日 10:00', '请到院后先缴费再就诊', '示例医院'] },
    ]);
  });

  it.each(['paid', 'cancelled', 'used', 'expired'] as const)(
    'nobody is told of one that is %s',
    async (status) => {
      const here = await kept();
      here.script.appointment = () => ({ ok: true, value: appointmentOf({ status }) });
      await here.tick();
      expect(here.fates()).toEqual({ 'visit-kept:A1': 'visit-changed' });
    },
  );

  it('it is told too late rather than in the night after it', async () => {
    const here = await kept();
    here.clock.advance(4 * HOUR);
    await here.tick();
    expect(here.fates()).toEqual({ 'visit-kept:A1': 'too-late' });
  });

  it('that was paid and given back, nobody is told', async () => {
    const here = remindingWorld();
    await here.agree(2);
    const visit = { ...KEPT.visit, to: T0 + DAY + HOUR, doctor: '王医生', place: '2楼' };
    const order = bookedOrder({ kind: 'registration', visit });
    await here.orders.insert(order);
    await remindOf(here.deps, orderIn('paid'), order);
    await here.tick();
    await here.orders.save({
      ...order,
      version: order.version + 1,
      settlement: { state: 'refused', attempts: 1 },
    });
    here.clock.advance(8 * HOUR);
    await here.tick();
    expect(here.fates()).toEqual({ [PAID]: 'sent', [`visit:${order.orderNo}`]: 'order-changed' });
  });
});

describe('to bind the card', () => {
  const unbound = async (): Promise<World> => {
    const here = remindingWorld();
    await here.agree();
    await remindOf(here.deps, orderIn('payable'), orderIn('closed', { seen: 'unbound' }));
    return here;
  };
  const fate = async (here: World): Promise<string | undefined> => {
    await here.tick();
    return here.reminders.all().map((one: Reminder) => one.reason ?? one.state)[0];
  };

  it('is told to whoever has not, looked at just before', async () => {
    expect(await fate(await unbound())).toBe('sent');
  });

  it('is not told to whoever has bound it meanwhile', async () => {
    const here = await unbound();
    here.script.card = () => ({ ok: true, value: { bound: true } });
    expect(await fate(here)).toBe('card-bound');
    expect(here.sent).toEqual([]);
  });

  it('is not told where nobody can know', async () => {
    const here = await unbound();
    const { insuranceCards: _none, ...deps } = here.deps;
    await sendReminders(deps, FOREVER);
    expect(here.reminders.all()).toMatchObject([{ state: 'dropped', reason: 'cannot-know' }]);
    expect(here.sent).toEqual([]);
  });

  it('waits while the service is silent', async () => {
    const here = await unbound();
    here.script.card = () => HIS_SILENT;
    expect(await fate(here)).toBe('waiting');
  });
});
