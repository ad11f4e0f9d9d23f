/**
 * Patients of a person on the cloud database: one document per person and hospital, so that the list
 * and its default change in one conditional write (money rules 13 and 15).
 */
import * as z from 'zod';
import type { HospitalId, OpenId, PatientId } from '../../domain/ids';
import type { PatientLink, PatientLinks } from '../../ports/patient-links';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { withDefault, withLink, withLinkReplaced, withoutLink, type LinkList } from './link-list';
import { read } from './read';
import { StoreError, type CloudDatabase } from './sdk';

const { links } = COLLECTIONS;
const ATTEMPTS = 8;
/** A patient of more people than that is nobody's child. */
const OWNERS_MOST = 50;

const link: z.ZodType<PatientLink> = z.strictObject({
  patientId: fields.patientId,
  owner: fields.openId,
  nameMasked: fields.text,
  cardNoMasked: fields.text,
  idType: fields.idType,
  isDefault: fields.flag,
  relation: z.exactOptional(z.enum(['self', 'child', 'parent', 'spouse', 'other'])),
  proof: z.enum(['verify-name', 'insurance-card', 'his-phone']),
  boundAt: fields.time,
});

const stored = z.object({ version: z.number().int().positive(), links: z.array(link) });

const owned = z.object({ owner: fields.openId });

async function ownersOf(
  database: CloudDatabase,
  hospital: HospitalId,
  id: PatientId,
): Promise<readonly OpenId[]> {
  const when = { hospital, 'links.patientId': id };
  const order = { by: '_id', direction: 'asc', skip: 0, limit: OWNERS_MOST } as const;
  const query = { ...order, fields: ['owner'] };
  const found = await repeated(() => database.find(links, when, query));
  return found.flatMap((document) => {
    const { owner } = read(owned, document, 'owner of a patient') ?? {};
    return owner === undefined ? [] : [owner];
  });
}

export function cloudPatientLinks({ database, ids }: StoreContext): PatientLinks {
  const load = async (hospital: HospitalId, owner: OpenId) => {
    const document = await repeated(() => database.get(links, `${hospital}:${owner}`));
    return read(stored, document, 'patient links') ?? { version: 0, links: [] };
  };
  const store = async (hospital: HospitalId, owner: OpenId, before: number, list: LinkList) => {
    const _id = `${hospital}:${owner}`;
    const change = { version: before + 1, links: list, writeId: writeIdOf(ids) };
    if (before === 0) {
      const document = { _id, hospital, owner, ...change };
      return (await insertOnce(database, links, document)) === 'inserted';
    }
    return (await updateOnce(database, links, { _id, version: before }, change)) === 'done';
  };
  /** Undefined from `next`: nothing to change. */
  const change = async (
    hospital: HospitalId,
    owner: OpenId,
    next: (list: LinkList) => LinkList | undefined,
  ): Promise<boolean> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const now = await load(hospital, owner);
      const list = next(now.links);
      if (list === undefined) return false;
      if (await store(hospital, owner, now.version, list)) return true;
    }
    throw new StoreError('unknown', 'patient links');
  };
  const among = (list: LinkList, id: string) => list.find((one) => one.patientId === id);
  return {
    of: async (hospital, owner) => (await load(hospital, owner)).links,
    find: async (hospital, owner, id) => among((await load(hospital, owner)).links, id),
    add: async (hospital, added) => {
      let refused: 'exists' | 'full' = 'exists';
      const done = await change(hospital, added.owner, (list) => {
        const next = withLink(list, added);
        if (typeof next !== 'string') return next;
        refused = next;
        return undefined;
      });
      return done ? 'added' : refused;
    },
    replace: async (hospital, link) => {
      await change(hospital, link.owner, (list) => withLinkReplaced(list, link));
    },
    remove: async (hospital, owner, id) => {
      await change(hospital, owner, (list) =>
        among(list, id) === undefined ? undefined : withoutLink(list, id),
      );
    },
    ownersOf: (hospital, id) => ownersOf(database, hospital, id),
    setDefault: async (hospital, owner, id) => {
      await change(hospital, owner, (list) =>
        among(list, id) === undefined ? undefined : withDefault(list, id),
      );
    },
  };
}
