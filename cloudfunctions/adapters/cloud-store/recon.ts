/**
 * Reconciliation on the cloud database (money rule 11). Every document has a name that says what it is,
 * so that a step that is done again writes the same documents; hospitals are kept apart in every name
 * and query (money rule 13).
 */
import * as z from 'zod';
import type { ReconDay } from '../../domain/recon-day';
import { differenceId } from '../../domain/recon-differences';
import type { HospitalId } from '../../domain/ids';
import type { ReconStore, SliceName } from '../../ports/recon-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { read } from './read';
import { difference, reconDay, storedReconDay } from './recon-schema';
import { StoreError, type CloudDatabase, type Conditions } from './sdk';

const { reconDays, reconSlices, reconDifferences } = COLLECTIONS;

const storedDay = z.object({ day: reconDay });
const storedDifference = z.object({ difference });
const storedSlice = z.object({ lines: z.string() });

const dayId = ({ hospital, day }: Pick<ReconDay, 'hospital' | 'day'>): string =>
  `${hospital}:${day}`;

function sliceId(hospital: HospitalId, name: SliceName): string {
  const { day, source, run, block, partition } = name;
  return `${hospital}:${day}:${source}:${run}:${block}:${partition}`;
}

function readAll<T>(schema: z.ZodType<T>, documents: readonly unknown[], what: string): T[] {
  return documents.map((document) => {
    const value = read(schema, document, what);
    if (value === undefined) throw new StoreError('unreadable', what);
    return value;
  });
}

export function cloudRecon({ database, ids }: StoreContext): ReconStore {
  const toStored = (day: ReconDay) => ({
    hospital: day.hospital,
    dayNo: Number(day.day),
    dueAt: day.dueAt,
    version: day.version,
    writeId: writeIdOf(ids),
    day: storedReconDay(day),
  });
  const findDays = async (
    when: Conditions,
    by: string,
    direction: 'asc' | 'desc',
    limit: number,
  ) => {
    const order = { by, direction, limit, skip: 0 };
    const found = await repeated(() => database.find(reconDays, when, order));
    return readAll(storedDay, found, 'recon day').map(({ day }) => day);
  };
  return {
    firstDay: async (hospital) => {
      const unfinished = { over: -1, upTo: Number.MAX_SAFE_INTEGER };
      const [first] = await findDays({ hospital, dueAt: unfinished }, 'dueAt', 'asc', 1);
      return first;
    },
    insertDay: (day) => insertOnce(database, reconDays, { _id: dayId(day), ...toStored(day) }),
    loadDay: async (hospital, day) => {
      const document = await repeated(() => database.get(reconDays, dayId({ hospital, day })));
      return read(storedDay, document, 'recon day')?.day;
    },
    saveDay: async (day) => {
      const when = { _id: dayId(day), version: day.version - 1 };
      const result = await updateOnce(database, reconDays, when, toStored(day));
      return result === 'done' ? 'saved' : 'conflict';
    },
    days: (hospital, before, limit) => {
      const upTo = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before) - 1;
      return findDays({ hospital, dayNo: { over: 0, upTo } }, 'dayNo', 'desc', limit);
    },
    ...sliceStore(database),
    ...differenceStore(database),
  };
}

function sliceStore(
  database: CloudDatabase,
): Pick<ReconStore, 'putSlice' | 'slice' | 'removeSlice'> {
  return {
    putSlice: async (hospital, name, lines) => {
      const document = { _id: sliceId(hospital, name), lines };
      await repeated(() => database.put(reconSlices, document));
    },
    slice: async (hospital, name) => {
      const document = await repeated(() => database.get(reconSlices, sliceId(hospital, name)));
      return read(storedSlice, document, 'recon slice')?.lines;
    },
    removeSlice: async (hospital, name) => {
      await repeated(() => database.remove(reconSlices, { _id: sliceId(hospital, name) }));
    },
  };
}

function differenceStore(
  database: CloudDatabase,
): Pick<ReconStore, 'putDifference' | 'difference' | 'differences'> {
  return {
    putDifference: async (hospital, one) => {
      const { day, state } = one;
      const document = { _id: `${hospital}:${differenceId(one)}`, hospital, day, state };
      await repeated(() => database.put(reconDifferences, { ...document, difference: one }));
    },
    difference: async (hospital, id) => {
      const document = await repeated(() => database.get(reconDifferences, `${hospital}:${id}`));
      return read(storedDifference, document, 'difference')?.difference;
    },
    differences: async (hospital, { day, after, limit, state }) => {
      const when = {
        hospital,
        day,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { _id: { after: `${hospital}:${after}` } }),
      };
      const order = { by: '_id', direction: 'asc', limit, skip: 0 } as const;
      const found = await repeated(() => database.find(reconDifferences, when, order));
      return readAll(storedDifference, found, 'difference').map((one) => one.difference);
    },
  };
}
