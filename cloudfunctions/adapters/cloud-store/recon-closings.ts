/**
 * What people said of a day's differences, in documents of their own: the comparison writes its
 * differences anew whenever it runs, and must not write over a person's word.
 */
import * as z from 'zod';
import type { Closing, Dealt } from '../../domain/recon-dealt';
import type { ReconClosings } from '../../ports/recon-closings';
import { COLLECTIONS, type StoreContext } from './context';
import { repeated } from './decide';
import { fields } from './fields';
import { read } from './read';
import { StoreError } from './sdk';

const { reconDealt, reconClosings } = COLLECTIONS;

const day = z.string().regex(/^\d{8}$/);
const dealt: z.ZodType<Dealt> = z.strictObject({
  differenceId: fields.text,
  day,
  at: fields.time,
  by: fields.openId,
  byName: fields.text,
  note: fields.text,
  facts: fields.text,
});
const closing: z.ZodType<Closing> = z.strictObject({
  day,
  run: fields.time,
  at: fields.time,
  by: fields.openId,
  byName: fields.text,
});
const storedDealt = z.object({ dealt });
const storedClosing = z.object({ closing });

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new StoreError('unreadable', 'recon closing');
  return value;
}

export function cloudReconClosings({ database }: StoreContext): ReconClosings {
  return {
    putDealt: async (hospital, one) => {
      const document = { _id: `${hospital}:${one.differenceId}`, hospital, day: one.day };
      await repeated(() => database.put(reconDealt, { ...document, dealt: one }));
    },
    dealtOf: async (hospital, ofDay, after, limit) => {
      const behind = after === undefined ? {} : { _id: { after: `${hospital}:${after}` } };
      const order = { by: '_id', direction: 'asc', limit, skip: 0 } as const;
      const when = { hospital, day: ofDay, ...behind };
      const found = await repeated(() => database.find(reconDealt, when, order));
      return found.map((document) => must(read(storedDealt, document, 'dealt')).dealt);
    },
    putClosing: async (hospital, one) => {
      const document = { _id: `${hospital}:${one.day}`, hospital, day: one.day };
      await repeated(() => database.put(reconClosings, { ...document, closing: one }));
    },
    closing: async (hospital, ofDay) => {
      const id = `${hospital}:${ofDay}`;
      const document = await repeated(() => database.get(reconClosings, id));
      return read(storedClosing, document, 'closing')?.closing;
    },
    closings: async (hospital, from, to) => {
      const order = { by: 'day', direction: 'asc', limit: 400, skip: 0 } as const;
      const when = { hospital, day: { from, before: `${to}~` } };
      const found = await repeated(() => database.find(reconClosings, when, order));
      return found.map((document) => must(read(storedClosing, document, 'closing')).closing);
    },
  };
}
