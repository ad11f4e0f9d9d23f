/** What reconciliation keeps, in memory: held to the same contract suite as the cloud store. */
import type { ReconDay } from '../../cloudfunctions/domain/recon-day';
import { differenceId, type Difference } from '../../cloudfunctions/domain/recon-differences';
import type { HospitalId } from '../../cloudfunctions/domain/ids';
import type { ReconStore, SliceName } from '../../cloudfunctions/ports/recon-store';

async function step<T>(act: () => T): Promise<T> {
  await Promise.resolve();
  return structuredClone(act());
}

const byName = ([left]: [string, unknown], [right]: [string, unknown]) => (left < right ? -1 : 1);

/** `slices()` and `all()` are for the eyes of tests. */
export function memoryRecon(): ReconStore & {
  slices(): ReadonlyMap<string, string>;
  all(): readonly Difference[];
} {
  const days = new Map<string, ReconDay>();
  const slices = new Map<string, string>();
  const differences = new Map<string, Difference>();
  const dayKey = (hospital: HospitalId, day: string) => `${hospital}:${day}`;
  const sliceKey = (hospital: HospitalId, name: SliceName) =>
    [hospital, name.day, name.source, name.run, name.block, name.partition].join(':');
  const daysOf = (hospital: HospitalId) =>
    [...days.values()].filter((day) => day.hospital === hospital);
  return {
    firstDay: (hospital) =>
      step(
        () =>
          daysOf(hospital)
            .filter(({ dueAt }) => dueAt !== null)
            .sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))[0],
      ),
    insertDay: (day) =>
      step(() => {
        const key = dayKey(day.hospital, day.day);
        if (days.has(key)) return 'exists';
        days.set(key, structuredClone(day));
        return 'inserted';
      }),
    loadDay: (hospital, day) => step(() => days.get(dayKey(hospital, day))),
    saveDay: (day) =>
      step(() => {
        const key = dayKey(day.hospital, day.day);
        if (days.get(key)?.version !== day.version - 1) return 'conflict';
        days.set(key, structuredClone(day));
        return 'saved';
      }),
    days: (hospital, before, limit) =>
      step(() =>
        daysOf(hospital)
          .filter(({ day }) => before === undefined || day < before)
          .sort((left, right) => (left.day > right.day ? -1 : 1))
          .slice(0, limit),
      ),
    putSlice: (hospital, name, lines) =>
      step(() => {
        slices.set(sliceKey(hospital, name), lines);
      }),
    slice: (hospital, name) => step(() => slices.get(sliceKey(hospital, name))),
    removeSlice: (hospital, name) =>
      step(() => {
        slices.delete(sliceKey(hospital, name));
      }),
    putDifference: (hospital, difference) =>
      step(() => {
        differences.set(`${hospital}:${differenceId(difference)}`, structuredClone(difference));
      }),
    difference: (hospital, id) => step(() => differences.get(`${hospital}:${id}`)),
    differences: (hospital, { day, after, limit, state }) =>
      step(() =>
        [...differences.entries()]
          .sort(byName)
          .filter(([id, one]) => {
            if (!id.startsWith(`${hospital}:`) || one.day !== day) return false;
            if (state !== undefined && one.state !== state) return false;
            return after === undefined || id > `${hospital}:${after}`;
          })
          .slice(0, limit)
          .map(([, one]) => one),
      ),
    slices: () => new Map(slices),
    all: () => structuredClone([...differences.entries()].sort(byName).map(([, one]) => one)),
  };
}
