/**
 * Notices as evidence on the cloud database (money rule 10): the first one about a thing takes its
 * document; whatever says something else gets a document of its own beside it.
 */
import * as z from 'zod';
import type { NoticeStore } from '../../ports/notice-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated } from './decide';
import { fields } from './fields';
import { read } from './read';
import { StoreError } from './sdk';

const { notices } = COLLECTIONS;
const stored = z.object({ fingerprint: fields.text });

export function cloudNotices({ database, ids }: StoreContext): NoticeStore {
  return {
    keep: async (hospital, notice) => {
      const about = notice.subject === 'payment' ? '' : `:${notice.subject}`;
      const _id = `${hospital}:${notice.orderNo}${about}`;
      const document = { _id, hospital, writeId: writeIdOf(ids), ...notice };
      if ((await insertOnce(database, notices, document)) === 'inserted') return 'first';
      const first = read(stored, await repeated(() => database.get(notices, _id)), 'notice');
      if (first === undefined) throw new StoreError('unknown', 'notice');
      if (first.fingerprint === notice.fingerprint) return 'repeated';
      await insertOnce(database, notices, { ...document, _id: `${_id}:${notice.fingerprint}` });
      return 'differs';
    },
  };
}
