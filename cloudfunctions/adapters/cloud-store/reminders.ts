/**
 * Messages on the cloud database: one document a message, named by hospital and what it is about, so
 * that it is kept once; and one a person and kind that counts how often they said yes. States and counts
 * change under a condition, so that nobody sends twice and no yes is used twice.
 */
import * as z from 'zod';
import type { HospitalId, OpenId } from '../../domain/ids';
import { REMINDER_KINDS, type ReminderKind } from '../../domain/reminders';
import type { Reminder, ReminderStore } from '../../ports/reminder-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { removeAll } from './forget';
import { read } from './read';
import { StoreError } from './sdk';

const { reminders, consents } = COLLECTIONS;
const ROUNDS = 8;
/** Somebody who taps yes for ever does not hear from us for ever. */
const YES_MOST = 20;
/** Before everything that is due: a time is never below 0. */
const EVER = -1;

const stored: z.ZodType<Reminder> = z.object({
  id: fields.text,
  owner: fields.openId,
  kind: z.enum(REMINDER_KINDS),
  page: fields.text,
  words: z.array(fields.text),
  about: z.object({
    orderNo: z.exactOptional(fields.text),
    billId: z.exactOptional(fields.text),
    patientId: z.exactOptional(fields.text),
    appointmentId: z.exactOptional(fields.text),
  }),
  dueAt: fields.time,
  until: fields.time,
  state: z.enum(['waiting', 'sending', 'sent', 'dropped']),
  reason: z.exactOptional(fields.text),
});

const storedConsent = z.object({
  version: z.number().int().positive(),
  left: z.number().int().nonnegative(),
});

type Queue = Pick<ReminderStore, 'add' | 'due' | 'unfinished' | 'move'>;

function queue({ database, ids, log }: StoreContext): Queue {
  const idOf = (hospital: HospitalId, id: string): string => `${hospital}:${id}`;
  const inState = async (
    hospital: HospitalId,
    state: Reminder['state'],
    by: 'dueAt' | 'movedAt',
    upTo: number,
    limit: number,
  ): Promise<readonly Reminder[]> => {
    const when = { hospital, state, [by]: { over: EVER, upTo } };
    const order = { by, direction: 'asc', skip: 0, limit } as const;
    const found = await repeated(() => database.find(reminders, when, order));
    return found.flatMap((document) => {
      const parsed = stored.safeParse(document);
      if (parsed.success) return [parsed.data];
      log.alarm('reminder.unreadable');
      return [];
    });
  };
  return {
    add: (hospital, reminder) => {
      const { id, dueAt } = reminder;
      const known = { _id: idOf(hospital, id), hospital, movedAt: dueAt };
      return added(
        insertOnce(database, reminders, { ...reminder, ...known, writeId: writeIdOf(ids) }),
      );
    },
    due: (hospital, now, limit) => inState(hospital, 'waiting', 'dueAt', now, limit),
    unfinished: (hospital, before, limit) => inState(hospital, 'sending', 'movedAt', before, limit),
    move: async (hospital, id, from, { at, ...to }) => {
      const change = { ...to, movedAt: at, writeId: writeIdOf(ids) };
      const when = { _id: idOf(hospital, id), state: from };
      return (await updateOnce(database, reminders, when, change)) === 'done';
    },
  };
}

async function added(result: Promise<'inserted' | 'exists'>): Promise<'added' | 'exists'> {
  return (await result) === 'inserted' ? 'added' : 'exists';
}

type Consents = Pick<ReminderStore, 'allow' | 'take'>;

function consentBook({ database, ids }: StoreContext): Consents {
  /** Undefined from `next`: nothing to change. */
  const change = async (
    hospital: HospitalId,
    owner: OpenId,
    kind: ReminderKind,
    next: (left: number) => number | undefined,
  ): Promise<boolean> => {
    const _id = `${hospital}:${owner}:${kind}`;
    for (let round = 0; round < ROUNDS; round += 1) {
      const document = await repeated(() => database.get(consents, _id));
      const { version, left } = read(storedConsent, document, 'consent') ?? { version: 0, left: 0 };
      const after = next(left);
      if (after === undefined) return false;
      const fresh = { version: version + 1, left: after, writeId: writeIdOf(ids) };
      const done =
        version === 0
          ? (await insertOnce(database, consents, { _id, hospital, owner, kind, ...fresh })) ===
            'inserted'
          : (await updateOnce(database, consents, { _id, version }, fresh)) === 'done';
      if (done) return true;
    }
    throw new StoreError('unknown', 'consent');
  };
  return {
    allow: async (hospital, owner, kinds) => {
      for (const kind of kinds) {
        await change(hospital, owner, kind, (left) => (left < YES_MOST ? left + 1 : undefined));
      }
    },
    take: (hospital, owner, kind) =>
      change(hospital, owner, kind, (left) => (left > 0 ? left - 1 : undefined)),
  };
}

export function cloudReminders(context: StoreContext): ReminderStore {
  const { database } = context;
  return {
    ...queue(context),
    ...consentBook(context),
    forget: async (hospital, owner) => {
      await removeAll(database, consents, { hospital, owner });
      await removeAll(database, reminders, { hospital, owner });
    },
  };
}
