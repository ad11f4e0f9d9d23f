/** The times of one doctor's day, before and after noon, and what insurance means for them. */
import type { SlotView } from '../../../cloudfunctions/contract/visit-types';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { SlotRow } from '../../components/slot-grid/slot-grid';
import type { Texts } from '../../i18n/texts';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';
import { insuranceHint, insuranceLine, placesText, timeRange } from '../views/visits';

export interface SlotGroup {
  readonly key: string;
  readonly title: string;
  readonly slots: readonly SlotRow[];
}

function slotRow(slot: SlotView, t: Texts): SlotRow {
  const time = timeRange(slot.from, slot.to);
  const places = placesText(slot.free, t);
  const insurance = insuranceLine(slot.insurance, t);
  const fee = amountLabel(t.visit.fee, yuanText(slot.fee), t);
  return {
    slotId: slot.slotId,
    time,
    places,
    open: slot.free > 0,
    insurance,
    insured: slot.insurance.possible,
    aria: [time, places, fee, insurance].join('，'),
  };
}

export function slotGroups(slots: readonly SlotView[], t: Texts): SlotGroup[] {
  const early = (slot: SlotView): boolean => timeRange(slot.from, slot.to) < '12:00';
  const group = (key: string, title: string, some: readonly SlotView[]): SlotGroup[] =>
    some.length === 0 ? [] : [{ key, title, slots: some.map((slot) => slotRow(slot, t)) }];
  return [
    ...group('morning', t.slots.morning, slots.filter(early)),
    ...group(
      'afternoon',
      t.slots.afternoon,
      slots.filter((slot) => !early(slot)),
    ),
  ];
}

/** Each different word on insurance once; when they differ, that they do comes first. */
export function slotHints(slots: readonly SlotView[], t: Texts): InsuranceHint[] {
  const hints = new Map<string, InsuranceHint>();
  for (const { insurance } of slots) {
    const hint = insuranceHint(insurance, t);
    hints.set(hint.title + hint.text, hint);
  }
  const all = [...hints.values()];
  const against = all.filter(({ possible }) => !possible);
  if (against.length === 0 || against.length === all.length) return all;
  const { insuredMixed: title, insuredMixedText: text } = t.visit;
  return [{ possible: true, title, text }, ...against];
}
