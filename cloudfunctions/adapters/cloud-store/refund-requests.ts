/**
 * Refunds that wait for a second clerk, one document an order: round and state guard every change, so
 * that of two who decide at once one does.
 */
import * as z from 'zod';
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import type { RefundRequest, RefundRequests } from '../../ports/refund-requests';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { read } from './read';
import { StoreError } from './sdk';

const { refundRequests } = COLLECTIONS;

const amount: z.ZodType<Fen> = z
  .number()
  .int()
  .nonnegative()
  .transform((value) => fen(value));

const request: z.ZodType<RefundRequest> = z.strictObject({
  orderNo: fields.orderNo,
  round: z.number().int().positive(),
  mode: z.enum(['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part']),
  askedCash: z.exactOptional(amount),
  cash: amount,
  insurance: amount,
  note: fields.text,
  title: fields.text,
  patientName: fields.text,
  by: fields.openId,
  byName: fields.text,
  at: fields.time,
  state: z.enum(['waiting', 'approved', 'done', 'dismissed', 'refused']),
  decidedBy: z.exactOptional(fields.openId),
  decidedAt: z.exactOptional(fields.time),
  decisionNote: z.exactOptional(fields.text),
});
const stored = z.object({ request });

/** Beside the request: what it is found by; null once it is over. */
function toStored(hospital: string, one: RefundRequest, writeId: string) {
  const { state, round, at } = one;
  const waitsSince = state === 'waiting' || state === 'approved' ? at : null;
  return { hospital, state, round, waitsSince, writeId, request: one };
}

export function cloudRefundRequests({ database, ids }: StoreContext): RefundRequests {
  const idOf = (hospital: string, orderNo: string): string => `${hospital}:${orderNo}`;
  const waiting = { over: -1, upTo: Number.MAX_SAFE_INTEGER };
  return {
    load: async (hospital, orderNo) => {
      const id = idOf(hospital, orderNo);
      const document = await repeated(() => database.get(refundRequests, id));
      return read(stored, document, 'refund request')?.request;
    },
    add: async (hospital, one, instead) => {
      const _id = idOf(hospital, one.orderNo);
      const fresh = toStored(hospital, one, writeIdOf(ids));
      if (instead === undefined) {
        const result = await insertOnce(database, refundRequests, { _id, ...fresh });
        return result === 'inserted' ? 'added' : 'lost';
      }
      const when = { _id, round: instead.round, state: instead.state };
      const result = await updateOnce(database, refundRequests, when, fresh);
      return result === 'done' ? 'added' : 'lost';
    },
    move: async (hospital, from, to) => {
      const _id = idOf(hospital, from.orderNo);
      const when = { _id, round: from.round, state: from.state };
      const next = toStored(hospital, { ...from, ...to }, writeIdOf(ids));
      const result = await updateOnce(database, refundRequests, when, next);
      return result === 'done' ? 'moved' : 'lost';
    },
    open: async (hospital, limit) => {
      const order = { by: 'waitsSince', direction: 'asc', limit, skip: 0 } as const;
      const when = { hospital, waitsSince: waiting };
      const found = await repeated(() => database.find(refundRequests, when, order));
      return found.map((document) => {
        const one = read(stored, document, 'refund request');
        if (one === undefined) throw new StoreError('unreadable', 'refund request');
        return one.request;
      });
    },
    countOpen: async (hospital) => {
      const when = { hospital, waitsSince: waiting };
      const [all] = await repeated(() => database.groups(refundRequests, when, {}));
      return all?.count ?? 0;
    },
  };
}
