/**
 * Where App.onShow leaves what it was told, until a page that cares takes it. Nothing here is proof:
 * Android repeats an old extraData, the back arrow brings none, referrerInfo may be missing
 * (capability overview §5.1). A page only learns that the patient came back, and then asks the server.
 */
import { now } from './clock';
import { DecodeError, isRecord, list, text } from './decode';
import type { FailedJump } from './jump';
import { readStored, writeStored } from './storage';
import { md5Hex } from '../vendor/md5';

export interface Arrival {
  readonly scene: number;
  /** Back from another mini program. Makes the page quicker, never more certain. */
  readonly fromMiniProgram: boolean;
  readonly fromAppId?: string;
  /** What the insurance card's mini program brought; taken once, by services/card-binding. */
  readonly ticket?: string;
  /** What an authorisation brought, handed over once; whether it counts, services/authorise decides. */
  readonly authCode?: string;
  /** WeChat's own cashier did not do its work. */
  readonly trouble?: FailedJump;
}

type Listener = (arrival: Arrival) => void;

const BACK_FROM_MINI_PROGRAM = 1038;
/** An arrival that no page took by then belongs to the past. */
const STALE_MS = 60_000;
const CODES_KEY = 'authorisation-codes';
const MOST_CODES = 16;
/** As the server takes one. */
const CODE = /^[\x21-\x7e]{1,256}$/;

const listeners: Listener[] = [];
let waiting: { readonly arrival: Arrival; readonly at: number } | undefined;
/** Digests of the codes that came, newest first; what the storage would not keep is known here. */
let codes: readonly string[] = [];

const decodeCodes = list(text);

function knownCodes(): readonly string[] {
  try {
    return [...codes, ...decodeCodes(readStored(CODES_KEY) ?? [])];
  } catch (error) {
    if (error instanceof DecodeError) return codes;
    throw error;
  }
}

/** Whether the code never came before, wanted or not: Android brings an old one again, even much later. */
function isNew(code: string): boolean {
  const digest = md5Hex(code);
  const known = knownCodes();
  if (known.includes(digest)) return false;
  codes = [digest, ...new Set(known)].slice(0, MOST_CODES);
  try {
    writeStored(CODES_KEY, codes);
  } catch {
    // remembered for this start of the program
  }
  return true;
}

function textOf(extra: Readonly<Record<string, unknown>>, key: string): string {
  const found = extra[key];
  return typeof found === 'string' ? found : '';
}

function readArrival(options: unknown): Arrival {
  const given = isRecord(options) ? options : {};
  const scene = typeof given['scene'] === 'number' ? given['scene'] : 0;
  const referrer = isRecord(given['referrerInfo']) ? given['referrerInfo'] : {};
  const appId = textOf(referrer, 'appId');
  const extra = isRecord(referrer['extraData']) ? referrer['extraData'] : {};
  const ticket = textOf(extra, 'ticket');
  const authCode = textOf(extra, 'authCode');
  return {
    scene,
    fromMiniProgram: scene === BACK_FROM_MINI_PROGRAM,
    ...(appId === '' ? {} : { fromAppId: appId }),
    ...(ticket === '' ? {} : { ticket }),
    ...(CODE.test(authCode) && isNew(authCode) ? { authCode } : {}),
  };
}

function hand(arrival: Arrival): void {
  const listener = listeners[listeners.length - 1];
  if (listener === undefined) leaveForNext(arrival);
  else listener(arrival);
}

/** For App.onShow alone. */
export function deliver(options: unknown): void {
  hand(readArrival(options));
}

/** For services/cashier alone: WeChat's own cashier closed, of which App.onShow need not hear. */
export function deliverClosed(trouble: FailedJump | undefined): void {
  const closed = { scene: 0, fromMiniProgram: false };
  hand(trouble === undefined ? closed : { ...closed, trouble });
}

/** For a page that opens another one, which is to hear the arrival as well. */
export function leaveForNext(arrival: Arrival): void {
  waiting = { arrival, at: now() };
}

/**
 * From a page's onShow; the answer is to be called in onHide and onUnload. An arrival that is
 * waiting is handed over at once. The page shown last hears; each arrival is heard once.
 */
export function subscribe(listener: Listener): () => void {
  listeners.push(listener);
  const held = waiting;
  waiting = undefined;
  if (held !== undefined && now() - held.at < STALE_MS) listener(held.arrival);
  return () => {
    const index = listeners.indexOf(listener);
    if (index >= 0) listeners.splice(index, 1);
  };
}
