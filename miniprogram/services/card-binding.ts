/**
 * Going to where an insurance card is bound or vouched for, and taking what comes back. A ticket is taken
 * once, only while one is awaited, and only from the mini program that was opened; anything else that
 * comes back is nobody's (the rules of the return, design of services/return-inbox).
 */
import { call } from './api';
import { now } from './clock';
import { DecodeError, record, text, whole } from './decode';
import type { Jump } from './jump';
import { jumpTo } from './jump';
import type { Arrival } from './return-inbox';
import { readStored, writeStored } from './storage';
import type { Outcome } from './trouble';

interface Errand {
  readonly appId: string;
  readonly cardNo: string;
  readonly at: number;
}

const KEY = 'card-binding';
/** A ticket that comes later belongs to the past. */
const STALE_MS = 30 * 60_000;

const decodeErrand = record<Errand>({ appId: text, cardNo: text, at: whole });

function errand(): Errand | undefined {
  const stored = readStored(KEY);
  if (stored === undefined) return undefined;
  try {
    const found = decodeErrand(stored);
    return now() - found.at < STALE_MS ? found : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Opens the card's own mini program for the holder of that hospital card. */
export async function openBinding(appId: string, path: string, cardNo: string): Promise<Jump> {
  try {
    writeStored(KEY, { appId, cardNo, at: now() });
  } catch {
    return 'failed';
  }
  const jump = await jumpTo({ appId, path });
  if (jump !== 'opened') writeStored(KEY, null);
  return jump;
}

export type Bound = Outcome<{ patientId: string }>;

/** What an arrival means for the card: undefined when it is none of its business. */
export async function takeTicket(arrival: Arrival): Promise<Bound | undefined> {
  const { ticket, fromAppId } = arrival;
  const awaited = errand();
  if (awaited === undefined || ticket === undefined || fromAppId !== awaited.appId) {
    return undefined;
  }
  writeStored(KEY, null);
  return call('clinic', 'addFromInsuranceCard', { ticket, cardNo: awaited.cardNo });
}
