/** A doctor's places of one day, each with whether insurance could pay it (money rule 16). */
import type { SlotView } from '../../contract/visit-types';
import type { Deadline } from '../../ports/deadline';
import type { HisSlot } from '../../ports/his-visits';
import type { Base, ClinicReader } from '../deps';
import { given } from '../refusal';
import { insuranceOf } from './insurance-of';

function slotView(deps: Base, slot: HisSlot): SlotView {
  const { fee, free, from, slotId, to } = slot;
  return { slotId, from, to, free, fee, insurance: insuranceOf(deps, slot) };
}

/** Earliest first; those that are over are left out. */
export async function slots(
  deps: ClinicReader,
  ask: { readonly departmentId: string; readonly doctorId: string; readonly day: string },
  deadline: Deadline,
): Promise<{ slots: readonly SlotView[] }> {
  const found = given(await deps.visits.slots(ask, deadline));
  const now = deps.clock.now();
  const ahead = found.filter(({ to }) => to > now);
  const sorted = ahead.sort((left, right) => left.from - right.from);
  return { slots: sorted.map((slot) => slotView(deps, slot)) };
}
