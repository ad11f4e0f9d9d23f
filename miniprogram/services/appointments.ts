/**
 * What the pages for registering share: addresses, a place as it is offered, and the seconds of one that
 * is kept for a while. The server decides when such a place is given back; the phone only counts down and
 * then asks.
 */
import type { PatientView } from '../../cloudfunctions/contract/types';
import type { SlotView } from '../../cloudfunctions/contract/visit-types';
import { call } from './api';
import { after, now } from './clock';
import type { AppointmentAddress } from './navigate';
import type { Outcome } from './trouble';

const SECOND_MS = 1_000;

/** What an address says, readable whether or not WeChat has decoded it already. */
export function said(query: Readonly<Record<string, string | undefined>>, key: string): string {
  const raw = query[key] ?? '';
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** Opens the page that confirms a place which is kept already. */
export function openKept({ patientId, appointmentId }: AppointmentAddress): void {
  const whose = `patientId=${encodeURIComponent(patientId)}`;
  const which = `appointmentId=${encodeURIComponent(appointmentId)}`;
  const url = `/pages/visit-confirm/visit-confirm?${whose}&${which}`;
  wx.navigateTo({ url, fail: () => void wx.redirectTo({ url }) });
}

/**
 * Calls `tick` with the ms left at once and every second until nothing is left; the last call says 0.
 * The answer stops it.
 */
export function countDown(until: number, tick: (leftMs: number) => void): () => void {
  let stop = (): void => undefined;
  const step = (): void => {
    const left = Math.max(0, until - now());
    // Before the tick, which may stop it.
    stop = left > 0 ? after(Math.min(SECOND_MS, left), step) : stop;
    tick(left);
  };
  step();
  return () => stop();
}

export interface SlotAddress {
  readonly departmentId: string;
  readonly doctorId: string;
  readonly day: string;
  readonly slotId: string;
}

export interface Offer {
  readonly patients: readonly PatientView[];
  /** Undefined: the hospital does not offer that time any more. */
  readonly slot: SlotView | undefined;
}

/** The place as it is offered now, and for whom it can be taken. */
export async function readOffer(at: SlotAddress): Promise<Outcome<Offer>> {
  const { departmentId, doctorId, day } = at;
  const [listed, offered] = await Promise.all([
    call('clinic', 'listPatients', {}),
    call('clinic', 'slots', { departmentId, doctorId, day }),
  ]);
  if (!listed.ok) return listed;
  if (!offered.ok) return offered;
  const slot = offered.value.slots.find(({ slotId }) => slotId === at.slotId);
  return { ok: true, value: { patients: listed.value.patients, slot } };
}
