/**
 * Where App.onShow leaves what it was told, until a page that cares takes it. Nothing here is proof:
 * Android repeats an old extraData, the back arrow brings none, referrerInfo may be missing
 * (capability overview §5.1). A page only learns that the patient came back, and then asks the server.
 */
import { now } from './clock';
import { isRecord } from './decode';

export interface Arrival {
  readonly scene: number;
  /** Back from another mini program. Makes the page quicker, never more certain. */
  readonly fromMiniProgram: boolean;
  readonly fromAppId?: string;
  /** What an authorisation brought; taken once, by services/card-binding. */
  readonly ticket?: string;
}

type Listener = (arrival: Arrival) => void;

const BACK_FROM_MINI_PROGRAM = 1038;
/** An arrival that no page took by then belongs to the past. */
const STALE_MS = 60_000;

const listeners: Listener[] = [];
let waiting: { readonly arrival: Arrival; readonly at: number } | undefined;

function readArrival(options: unknown): Arrival {
  const given = isRecord(options) ? options : {};
  const scene = typeof given['scene'] === 'number' ? given['scene'] : 0;
  const referrer = isRecord(given['referrerInfo']) ? given['referrerInfo'] : {};
  const appId = referrer['appId'];
  const extra = isRecord(referrer['extraData']) ? referrer['extraData'] : {};
  const ticket = extra['ticket'];
  return {
    scene,
    fromMiniProgram: scene === BACK_FROM_MINI_PROGRAM,
    ...(typeof appId === 'string' && appId !== '' ? { fromAppId: appId } : {}),
    ...(typeof ticket === 'string' && ticket !== '' ? { ticket } : {}),
  };
}

/** For App.onShow alone. */
export function deliver(options: unknown): void {
  const arrival = readArrival(options);
  const listener = listeners[listeners.length - 1];
  if (listener === undefined) waiting = { arrival, at: now() };
  else listener(arrival);
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
