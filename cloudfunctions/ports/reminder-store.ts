/** Messages that wait to be sent, and who said yes to how many. */
import type { HospitalId, OpenId } from '../domain/ids';
import type { ReminderKind } from '../domain/reminders';

export interface Reminder {
  /** Names what it is about, so that it is kept and sent once: kind and order, bill or appointment. */
  readonly id: string;
  readonly owner: OpenId;
  readonly kind: ReminderKind;
  readonly page: string;
  readonly words: readonly string[];
  /** What it is about, for the look before it is sent. */
  readonly about: {
    readonly orderNo?: string;
    readonly billId?: string;
    readonly patientId?: string;
    readonly appointmentId?: string;
  };
  readonly dueAt: number;
  /** Later than this it helps nobody. */
  readonly until: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'dropped';
  readonly reason?: string;
}

export interface ReminderMove {
  readonly state: Reminder['state'];
  /** When that happens, ms. */
  readonly at: number;
  readonly reason?: string;
  /** When to try again; goes with `waiting`. */
  readonly dueAt?: number;
}

export interface ReminderStore {
  add(hospital: HospitalId, reminder: Reminder): Promise<'added' | 'exists'>;
  /** Waiting ones whose time has come. One indexed query. */
  due(hospital: HospitalId, now: number, limit: number): Promise<readonly Reminder[]>;
  /** Being sent since before `before` (ms): whoever sends them has crashed. One indexed query. */
  unfinished(hospital: HospitalId, before: number, limit: number): Promise<readonly Reminder[]>;
  /** Changes the state only if it is still `from`; false: somebody else did. */
  move(
    hospital: HospitalId,
    id: string,
    from: Reminder['state'],
    to: ReminderMove,
  ): Promise<boolean>;
  /** One yes more for each kind. */
  allow(hospital: HospitalId, owner: OpenId, kinds: readonly ReminderKind[]): Promise<void>;
  /** Takes one yes, if there is one. */
  take(hospital: HospitalId, owner: OpenId, kind: ReminderKind): Promise<boolean>;
  forget(hospital: HospitalId, owner: OpenId): Promise<void>;
}
