/**
 * The audit list on the cloud database. An id begins with hospital and moment, so that the list is read
 * in the order of time by its names; how an act ended is written once and never again.
 */
import * as z from 'zod';
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import type { AuditEntry, AuditStore } from '../../ports/audit-store';
import type { Span } from '../../ports/staff-orders';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { momentKey } from './desk-fields';
import { fields } from './fields';
import { read } from './read';
import { StoreError, type Conditions } from './sdk';

const { audit } = COLLECTIONS;
const BEGUN = 'begun';

const amount: z.ZodType<Fen> = z
  .number()
  .int()
  .nonnegative()
  .transform((value) => fen(value));

const stored = z.object({
  _id: fields.text,
  at: fields.time,
  by: fields.openId,
  byName: fields.text,
  act: fields.text,
  orderNo: z.exactOptional(fields.text),
  detail: z.exactOptional(fields.text),
  cash: z.exactOptional(amount),
  insurance: z.exactOptional(amount),
  outcome: fields.text,
});

function entryOf(document: unknown): AuditEntry {
  const found = read(stored, document, 'audit');
  if (found === undefined) throw new StoreError('unreadable', 'audit');
  const { _id, ...entry } = found;
  return { id: _id, ...entry };
}

export function cloudAudit({ database, ids }: StoreContext): AuditStore {
  const rangeOf = (hospital: string, { from, to }: Span) => ({
    from: `${hospital}:${momentKey(from)}`,
    before: `${hospital}:${momentKey(to + 1)}`,
  });
  const find = async (when: Conditions, direction: 'asc' | 'desc', limit: number) => {
    const order = { by: '_id', direction, limit, skip: 0 };
    return (await repeated(() => database.find(audit, when, order))).map(entryOf);
  };
  return {
    begin: async (hospital, entry) => {
      const _id = `${hospital}:${momentKey(entry.at)}:${ids.hex(6)}`;
      const document = { _id, hospital, ...entry, outcome: BEGUN, writeId: writeIdOf(ids) };
      const result = await insertOnce(database, audit, document);
      if (result === 'exists') throw new StoreError('unknown', 'audit');
      return _id;
    },
    end: async (hospital, id, outcome, facts = {}) => {
      const when = { _id: id, hospital, outcome: BEGUN };
      await updateOnce(database, audit, when, { ...facts, outcome, writeId: writeIdOf(ids) });
    },
    latest: (hospital, after, limit) => {
      const before = after ?? `${hospital}:~`;
      return find({ hospital, _id: { from: `${hospital}:`, before } }, 'desc', limit);
    },
    of: (hospital, by, span, limit) =>
      find({ hospital, by, _id: rangeOf(hospital, span) }, 'asc', limit),
    done: async (hospital, by, span) => {
      const when = { hospital, by, outcome: 'done', _id: rangeOf(hospital, span) };
      const grouping = { by: 'act', sums: ['cash', 'insurance'] };
      const groups = await repeated(() => database.groups(audit, when, grouping));
      return new Map(
        groups.map(({ key, count, sums: [cash = 0, insurance = 0] }) => [
          key ?? '',
          { count, cash: fen(cash), insurance: fen(insurance) },
        ]),
      );
    },
  };
}
