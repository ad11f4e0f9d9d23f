/** A small world in which messages are kept and sent: played by hand, every answer may be replaced. */
import { FOREVER, HOSPITAL, listeningLog, linkOf, OWNER, PATIENT, stillClock } from './doubles';
import { memoryOrders, memoryPatientLinks } from './memory-stores';
import { orderIn, T0 } from './orders';
import { memoryReminders } from './reminder-stores';
import { billOf } from './visit-doubles';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { HisBill } from '../../cloudfunctions/ports/his-values';
import type { HisAppointment } from '../../cloudfunctions/ports/his-visits';
import type { Message, Messenger } from '../../cloudfunctions/ports/messenger';
import { sendReminders } from '../../cloudfunctions/usecases/reminders/send-reminders';
import { appointmentOf } from './visit-doubles';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

type Said = Awaited<ReturnType<Messenger['send']>>;

/** Settled at the hospital, as the patient's receipt says. */
export function bookedOrder(change: Partial<Order> = {}): Order {
  const settlement = { state: 'settled', since: T0, attempts: 1, settlementNo: 'H1' } as const;
  return orderIn('paid', { settlement, ...change });
}

function scripts() {
  return {
    bill: (): HisAnswer<HisBill> => ({ ok: true, value: billOf({ kind: 'clinic' }) }),
    appointment: (): HisAnswer<HisAppointment> => ({
      ok: true,
      value: appointmentOf({ status: 'kept' }),
    }),
    card: (): HisAnswer<{ bound: boolean }> => ({ ok: true, value: { bound: false } }),
    send: (): Promise<Said> => Promise.resolve('sent'),
  };
}

export function remindingWorld() {
  const clock = stillClock();
  const logged = listeningLog();
  const reminders = memoryReminders();
  const orders = memoryOrders();
  const links = memoryPatientLinks();
  const script = scripts();
  const sent: Message[] = [];
  const facts = { name: '示例医院', phone: '020-0', address: '示例市某路1号', cityId: '449900' };
  const deps = {
    ...{
      hospital: { id: HOSPITAL, ...facts },
      rules: DEFAULT_RULES,
      scope: OWN_INSURANCE,
      clock,
      log: logged.log,
    },
    ...{ reminders, orders, links },
    his: { bill: () => Promise.resolve(script.bill()) },
    visits: { appointment: () => Promise.resolve(script.appointment()) },
    insuranceCards: {
      card: () => Promise.resolve(script.card()),
      identity: () => Promise.reject(new Error('nobody asks that here')),
    },
    messenger: {
      send: (message: Message) => {
        sent.push(message);
        return script.send();
      },
    } satisfies Messenger,
  };
  return {
    ...{ deps, clock, reminders, orders, links, script, sent },
    ...logged,
    /** One tick of the clockwork. */
    tick: () => sendReminders(deps, FOREVER),
    /** OWNER has PATIENT and said yes to everything so many times. */
    agree: async (times = 1) => {
      await links.add(HOSPITAL, linkOf());
      const kinds = ['bill-due', 'paid', 'refunded', 'visit', 'bind-card'] as const;
      for (let at = 0; at < times; at += 1) await reminders.allow(HOSPITAL, OWNER, kinds);
    },
    /** What became of each message, by its name. */
    fates: () =>
      Object.fromEntries(
        reminders.all().map(({ id, state, reason }) => [id, reason ?? state] as const),
      ),
  };
}

export const KEPT = {
  ...{ owner: OWNER, patientId: PATIENT },
  visit: { appointmentId: 'A1', from: T0 + DAY, department: '内科' },
};
