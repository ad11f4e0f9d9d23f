/** How long locked places are still kept, as texts and as the next moment to ask the server. */
import type { AppointmentView } from '../../../cloudfunctions/contract/visit-types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { now } from '../../services/clock';
import { countdownOf } from '../visit-confirm/view';

function ends(appointments: readonly AppointmentView[]): readonly (readonly [string, number])[] {
  return appointments.flatMap(({ appointmentId, state, lockedUntil }) =>
    state === 'locked' && lockedUntil !== undefined ? [[appointmentId, lockedUntil] as const] : [],
  );
}

export function leftTexts(
  appointments: readonly AppointmentView[],
  t: Texts,
): Readonly<Record<string, string>> {
  const texts = ends(appointments).map(([id, until]) => {
    const left = Math.max(0, until - now());
    const { clock } = countdownOf(left, t);
    return [id, left === 0 ? t.visit.lockOver : fill(t.visit.lockLeft, { clock })] as const;
  });
  return Object.fromEntries(texts);
}

/** When the next lock ends; undefined: nothing is locked. */
export function soonestEnd(appointments: readonly AppointmentView[]): number | undefined {
  const all = ends(appointments).map(([, until]) => until);
  const coming = all.filter((until) => until > now());
  if (coming.length > 0) return Math.min(...coming);
  return all.length > 0 ? Math.max(...all) : undefined;
}
