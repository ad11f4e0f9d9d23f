/**
 * Removing all documents of a person: one by one by `_id`, since a removal by condition is unbounded
 * and cannot be repeated safely when its end is not known. May be repeated until it succeeds.
 */
import * as z from 'zod';
import { repeated } from './decide';
import { fields } from './fields';
import { read } from './read';
import type { CloudDatabase, Conditions } from './sdk';

const PAGE = 100;
const named = z.object({ _id: fields.text });

export async function removeAll(
  database: CloudDatabase,
  collection: string,
  when: Conditions,
): Promise<void> {
  const query = { by: '_id', direction: 'asc', skip: 0, limit: PAGE, fields: ['_id'] } as const;
  for (;;) {
    const page = await repeated(() => database.find(collection, when, query));
    for (const document of page) {
      const { _id } = read(named, document, collection) ?? {};
      if (_id !== undefined) await repeated(() => database.remove(collection, { _id }));
    }
    if (page.length < PAGE) return;
  }
}
