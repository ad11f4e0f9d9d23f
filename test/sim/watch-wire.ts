/**
 * What may go over the wires, judged when the other side is about to read it: the order is stored, its
 * sums are the stored ones, nothing else on its bills can be paid, and whatever is said twice is said in
 * the same words (money rules 1, 2, 6, 8). What belongs to one channel is in watch-v1 and watch-v2.
 */
import { isGivenBack, type Order } from '../../cloudfunctions/domain/order';
import type { RefundRecord, SettlementRecord } from '../../sandbox/hospital/records';
import type { Platform } from './platform';
import { isOver, type PlatformSights } from './there';
import type { Reply, Target } from './transport';
import type { Judge } from './violation';

/** What a watcher needs to see of the world. */
export interface Sights extends PlatformSights {
  readonly hospitalRefund: (refundNo: string) => RefundRecord | undefined;
  readonly settlement: (orderNo: string) => SettlementRecord | undefined;
}

export interface WireWatchDeps {
  readonly judge: Judge;
  readonly sights: Sights;
  readonly stored: (orderNo: string) => Order | undefined;
  /** Our orders that stand on the bill. */
  readonly onBill: (billId: string) => readonly Order[];
}

/** A message that is about to be read. */
export interface About {
  /** Of the order, where it names one. */
  readonly number: string;
  readonly body: string;
  /** The function that sends it. */
  readonly caller: string;
}

export type WireJudge = (deps: WireWatchDeps, about: About) => void;

/** What a channel wants watched, by the name of the call. */
export interface WireWatch {
  readonly judges: ReadonlyMap<string, WireJudge>;
  /** Calls that say the same each time. */
  readonly repeated: ReadonlySet<string>;
}

const SHANGHAI_MS = 8 * 3_600_000;
const CUT_OFF = '23:30';

export const who = (number: string): string => `order ${number.slice(0, 14)}`;

/** Whether insurance takes no order of that moment (ms) any more (money rule 16). */
export function isLateForInsurance(at: number): boolean {
  return new Date(at + SHANGHAI_MS).toISOString().slice(11, 16) >= CUT_OFF;
}

/** Whether the platform could still take money for it, or holds some that nobody brought back. */
function isTakable(deps: WireWatchDeps, order: Order): boolean {
  if (isGivenBack(order)) return false;
  const there = deps.sights.there(order.orderNo);
  return there?.takable === true && !isOver(there, order);
}

/** Money rules 1 and 6; the order as it is stored, if it is. */
export function storedAndAlone(deps: WireWatchDeps, number: string): Order | undefined {
  const { judge } = deps;
  const order = deps.stored(number);
  if (order === undefined) {
    judge.fail(1, `${who(number)} reaches the platform and is not stored`);
    return undefined;
  }
  for (const billId of order.billIds) {
    const rival = deps.onBill(billId).find((one) => one.orderNo !== number && isTakable(deps, one));
    judge.must(
      rival === undefined,
      6,
      () => `${who(number)} and ${rival?.orderNo.slice(0, 14) ?? ''} on ${billId}`,
    );
  }
  return order;
}

/** Money rule 8. */
export const settledRightly: WireJudge = ({ judge, sights, stored }, { number }) => {
  const there = sights.there(number);
  const free = stored(number)?.channel === 'none';
  // late, and harmless: the tombstone refuses it
  if (sights.settlement(number)?.kind === 'cancelled') return;
  const well = free || there?.held === true;
  judge.must(well, 8, () => `${who(number)} is booked while ${there?.word ?? 'absent'}`);
};

/** The number that a message to the hospital is about: an order's or a refund's; '' when it names none. */
export function hisNumber({ path }: Target): string {
  const [, first, second = '', third = ''] = path.split('/');
  return decodeURIComponent(first === 'insurance' ? third : second);
}

/** Answers as they were heard, so that an old one can come again. */
export class Memory {
  readonly #platform: Pick<Platform, 'isMemorable'>;
  readonly #same = new Map<string, Reply>();
  readonly #last = new Map<string, { readonly number: string; readonly reply: Reply }>();

  constructor(platform: Pick<Platform, 'isMemorable'>) {
    this.#platform = platform;
  }

  keep(target: Target, number: string, reply: Reply): void {
    if (reply.status !== 200) return;
    const wanted =
      target.party === 'his'
        ? AT_HOSPITAL.has(target.call)
        : this.#platform.isMemorable(target, reply);
    if (!wanted) return;
    const key = `${target.call} ${number}`;
    if (!this.#same.has(key)) this.#same.set(key, reply);
    this.#last.set(target.call, { number, reply });
  }
  earlier(target: Target, number: string): Reply | undefined {
    return this.#same.get(`${target.call} ${number}`);
  }
  other(target: Target, number: string): Reply | undefined {
    const last = this.#last.get(target.call);
    return last?.number === number ? undefined : last?.reply;
  }
}

const AT_HOSPITAL = new Set([
  'his.settle',
  'his.querySettlement',
  'his.cancelSettlement',
  'his.getBill',
  'his.getPatient',
  'his.queryUpload',
]);
