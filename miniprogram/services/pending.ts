/**
 * What the phone remembers before it jumps to pay, so that any return - a cold start too - can ask
 * the server about it. Removed only when the server gave a final answer. Newest first.
 * Rule: capability overview §5.1 (3): after scene 1038 the mini program takes the order from its own
 * stored context and asks.
 */
import type { PayWith, OrderView } from '../../cloudfunctions/contract/types';
import { now } from './clock';
import { DecodeError, flag, list, maybe, oneOf, record, text, whole } from './decode';
import { readStored, writeStored } from './storage';

export interface Pending {
  readonly phase: 'authorising' | 'paying';
  readonly orderNo: string;
  readonly createdAt: number;
  /** The mini program from which the patient is to come back. */
  readonly expectedAppId: string;
  /** Whose bills, to be able to go on with the same order. Absent when only the order is known. */
  readonly patientId?: string;
  readonly payWith: PayWith;
  /** Whether the patient was willing to tell the place; asked again only if so. */
  readonly sharePlace: boolean;
}

const KEY = 'pending-payments';
const MOST = 8;

const decodeAll = list(
  record<Pending>({
    phase: oneOf('authorising', 'paying'),
    orderNo: text,
    createdAt: whole,
    expectedAppId: text,
    patientId: maybe(text),
    payWith: oneOf('insurance', 'cash'),
    sharePlace: flag,
  }),
);

/** Every payment that has no final answer yet, newest first. */
export function allPending(): readonly Pending[] {
  const stored = readStored(KEY);
  if (stored === undefined) return [];
  try {
    return decodeAll(stored);
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

export function latestPending(): Pending | undefined {
  return allPending()[0];
}

export function findPending(orderNo: string): Pending | undefined {
  return allPending().find((pending) => pending.orderNo === orderNo);
}

/** Must be called, and must return, before the jump. Throws when storage refuses. */
export function rememberPending(pending: Omit<Pending, 'createdAt'>): void {
  const others = allPending().filter(({ orderNo }) => orderNo !== pending.orderNo);
  writeStored(KEY, [{ ...pending, createdAt: now() }, ...others].slice(0, MOST));
}

export function forgetPending(orderNo: string): void {
  const all = allPending();
  const others = all.filter((pending) => pending.orderNo !== orderNo);
  if (others.length !== all.length) writeStored(KEY, others);
}

/** Whether the server's word on the payment will not change any more by itself. */
export function isFinal(order: OrderView): boolean {
  return order.payment !== 'confirming' && order.payment !== 'unpaid';
}
