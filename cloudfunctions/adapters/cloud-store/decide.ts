/**
 * Writes whose result is certain (money rule 2 applied to our own database): a cut connection leaves a
 * write unknown, and the SDK itself may send one twice over a kept connection. Each write carries a
 * `writeId`, so that reading again decides who wrote what is there.
 */
import { StoreError, type CloudDatabase, type Conditions, type Document, type Fields } from './sdk';

const ATTEMPTS = 2;

async function unlessUnknown<T>(call: () => Promise<T>): Promise<T | 'unknown'> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreError && error.fault === 'unknown') return 'unknown';
    throw error;
  }
}

async function isOurs(
  database: CloudDatabase,
  collection: string,
  id: string,
  writeId: string,
): Promise<boolean | undefined> {
  const found = await database.get(collection, id);
  if (typeof found !== 'object' || found === null) return undefined;
  return 'writeId' in found && found.writeId === writeId;
}

/** Inserts once; StoreError when the store stays silent. */
export async function insertOnce(
  database: CloudDatabase,
  collection: string,
  document: Document & { readonly writeId: string },
): Promise<'inserted' | 'exists'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const result = await unlessUnknown(() => database.insert(collection, document));
    if (result === 'inserted') return result;
    const ours = await isOurs(database, collection, document._id, document.writeId);
    if (ours !== undefined) return ours ? 'inserted' : 'exists';
  }
  throw new StoreError('unknown', `insert/${collection}`);
}

/**
 * Replaces fields once if everything in `when` holds; `when` must name something that the change makes
 * untrue (a version, a holder), so that sending it again does no harm.
 */
export async function updateOnce(
  database: CloudDatabase,
  collection: string,
  when: Conditions & { readonly _id: string },
  fields: Fields & { readonly writeId: string },
): Promise<'done' | 'refused'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const updated = await unlessUnknown(() => database.update(collection, when, fields));
    if (updated === 1) return 'done';
    if ((await isOurs(database, collection, when._id, fields.writeId)) === true) return 'done';
    if (updated === 0) return 'refused';
  }
  throw new StoreError('unknown', `update/${collection}`);
}

/** Repeats what may be repeated: reads, whole-document writes, removals by holder. */
export async function repeated<T>(call: () => Promise<T>): Promise<T> {
  const first = await unlessUnknown(call);
  return first === 'unknown' ? call() : first;
}
