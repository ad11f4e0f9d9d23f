/**
 * Reconciliation with its three books by hand: a bill, our orders, the hospital's ledger; a clock that
 * stands still, and repairs that a test scripts. The day is 2026-03-02, compared on the 3rd.
 */
import { hospitalId, orderNo, refundNoOf, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { ChannelName, Order } from '../../cloudfunctions/domain/order';
import { BillBroken } from '../../cloudfunctions/domain/recon-bill';
import type { Covers, PlatformBook } from '../../cloudfunctions/domain/recon-platform';
import type { BillFault } from '../../cloudfunctions/domain/recon-fault';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type {
  BillItem,
  BillOpening,
  BillRow,
  BillSource,
  PlatformBills,
} from '../../cloudfunctions/ports/bill-source';
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { HisLedgerRow } from '../../cloudfunctions/ports/his-refunds';
import type { ReconDeps, ReconProgress } from '../../cloudfunctions/usecases/reconcile-deps';
import { reconcileTick } from '../../cloudfunctions/usecases/reconcile-tick';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, HIS_SILENT, listeningLog } from './doubles';
import { memoryLease, memoryOrders } from './memory-stores';
import { memoryRecon } from './memory-recon';
import { orderIn } from './orders';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';

export const DAY = '20260302';
export const HOSPITAL = hospitalId('hosp1');
export const numberOf = (n: number): OrderNo =>
  orderNo(`Y${DAY}${n.toString(16).padStart(26, '0')}`);
/** That time of the day in Shanghai; day 2 unless told. */
export const on = (time: string, day = '02'): number => Date.parse(`2026-03-${day}T${time}+08:00`);
const NOON = on('12:00:00');
const SUMS = { total: fen(12000), cash: fen(4000), insurance: fen(8000) };

/** Our paid order n, booked at the hospital. */
export function paid(n: number, change: Partial<Order> = {}, at = NOON): Order {
  return orderIn('paid', {
    orderNo: numberOf(n),
    proof: { ...SUMS, paidAt: at },
    settlement: { state: 'settled', since: at, attempts: 1, settlementNo: `J${n}` },
    dueAt: null,
    ...change,
  });
}

/** Its whole refund, back at `at`. */
export function refundOf(n: number, change: Partial<Refund> = {}, at = on('15:00:00')): Refund {
  return {
    refundNo: refundNoOf(numberOf(n)),
    mode: 'whole',
    cash: SUMS.cash,
    insurance: SUMS.insurance,
    cause: 'clerk',
    note: '',
    via: 'api',
    askedAt: at,
    state: 'done',
    since: at,
    hold: 'confirmed',
    legs: { cash: 'refunded', insurance: 'refunded' },
    sends: 1,
    asked: 0,
    returnedAt: at,
    ...change,
  };
}

export function payRow(n: number, change: Partial<BillRow> = {}): BillRow {
  const row = { line: n + 1, kind: 'payment', orderNo: numberOf(n), ours: true } as const;
  return { ...row, state: 'paid', ...SUMS, at: NOON, ...change };
}

export function refundRow(n: number, change: Partial<BillRow> = {}): BillRow {
  const refundNo = refundNoOf(numberOf(n));
  const at = on('15:00:00');
  return { ...payRow(n), kind: 'refund', state: 'refunded', refundNo, at, ...change };
}

export function hisRow(n: number, change: Partial<HisLedgerRow> = {}): HisLedgerRow {
  const row = { kind: 'settlement', orderNo: numberOf(n), source: 'order' } as const;
  return { ...row, billIds: [`B${n}`], ...SUMS, at: NOON, ...change };
}

export function hisRefund(n: number, change: Partial<HisLedgerRow> = {}): HisLedgerRow {
  const row = { kind: 'refund', refundNo: refundNoOf(numberOf(n)), at: on('15:00:00') } as const;
  return { ...hisRow(n), ...row, ...change };
}

type Bill = readonly (BillRow | Extract<BillItem, { kind: 'unreadable' }>)[];

export interface Books {
  /** Of the first of the platform's books. */
  bill: Bill;
  /** Of further ones. */
  more?: Readonly<Partial<Record<ChannelName, Bill>>>;
  his: readonly HisLedgerRow[];
}

const itemOf = (one: Bill[number]): BillItem =>
  one.kind === 'unreadable' ? one : { kind: 'row', row: one };

/** One book that lists every order, as a hospital with one way of paying has it. */
export const oneBook = (covers: Covers): readonly PlatformBook[] => [
  { name: 'payinsurance', channels: ['payinsurance', 'medins', 'onecode'], covers },
];

/** The books of days, by day; the rest is scripted by assigning to `script`. */
export function reconRig(
  covers: Covers | readonly (PlatformBook & Pick<PlatformBills, 'retired'>)[] = 'all',
) {
  const platform = typeof covers === 'string' ? oneBook(covers) : covers;
  const clock = { at: on('10:30:00', '03') };
  const listening = listeningLog();
  const orders = memoryOrders();
  const recon = memoryRecon();
  const books = new Map<string, Books>();
  const progress: ReconProgress[] = [];
  const asked: string[] = [];
  const script = {
    /** Instead of the day's rows. */
    opening: undefined as ((book: ChannelName) => BillOpening | undefined) | undefined,
    /** Breaks the bill off after so many rows; the first one unless it names another. */
    breakAfter: undefined as
      { readonly rows: number; readonly fault: BillFault; readonly of?: ChannelName } | undefined,
    hisDown: false,
    repair: null as ((number: OrderNo) => Promise<'asked' | 'failed'>) | null,
    ledgerPage: 1_000,
  };
  let drawn = 0;
  const dayBooks = (day: string): Books => books.get(day) ?? { bill: [], his: [] };
  const first = platform[0]?.name;
  async function* items(day: string, book: ChannelName): AsyncGenerator<BillItem> {
    let given = 0;
    const { bill, more } = dayBooks(day);
    const breaks = (script.breakAfter?.of ?? first) === book ? script.breakAfter : undefined;
    for (const one of book === first ? bill : (more?.[book] ?? [])) {
      if (given === breaks?.rows) throw new BillBroken(breaks.fault);
      given += 1;
      await Promise.resolve();
      yield itemOf(one);
    }
  }
  const sourceOf = ({ name, covers: told }: PlatformBook): BillSource => ({
    covers: told,
    open: (day, type) => {
      asked.push(`bill ${day} ${type}${name === first ? '' : ` ${name}`}`);
      const opening = script.opening?.(name);
      return Promise.resolve(opening ?? { kind: 'open', items: items(day, name) });
    },
  });
  const deps: ReconDeps = {
    hospital: { id: HOSPITAL, name: '示例医院', phone: '', address: '', cityId: '449900' },
    rules: DEFAULT_RULES,
    scope: OWN_INSURANCE,
    clock: { now: () => clock.at },
    log: listening.log,
    recon,
    orders,
    bills: platform.map((book) => ({ ...book, source: sourceOf(book) })),
    ledger: {
      ledger: ({ day, after, limit }) => {
        if (script.hisDown) return Promise.resolve(HIS_SILENT);
        const from = Number(after ?? 0);
        const to = from + Math.min(limit, script.ledgerPage);
        const { his } = dayBooks(day);
        const next = to < his.length ? { next: String(to) } : {};
        return Promise.resolve({ ok: true, value: { rows: his.slice(from, to), ...next } });
      },
    },
    repairs: {
      repair: (number) => {
        asked.push(`repair ${number}`);
        return script.repair?.(number) ?? Promise.resolve('asked');
      },
    },
    lease: memoryLease(),
    ids: {
      hex: (bytes) => {
        drawn += 1;
        return drawn.toString(16).padStart(bytes * 2, '0');
      },
    },
    reconRules: DEFAULT_RECON_RULES,
    progress: (at) => progress.push(at),
  };
  const tick = (deadline: Deadline = FOREVER) => reconcileTick(deps, deadline);
  return {
    deps,
    clock,
    orders,
    recon,
    books,
    script,
    asked,
    progress,
    tick,
    ...listening,
    /** The bills, orders and ledger rows of the day. */
    plant: async (all: Partial<Books> & { ours?: readonly Order[]; day?: string }) => {
      const { bill = [], more = {}, his = [], ours = [], day = DAY } = all;
      books.set(day, { bill, more, his });
      for (const order of ours) await orders.insert(order);
    },
    day: (day = DAY) => recon.loadDay(HOSPITAL, day),
    /** `type leg n` of every difference, `n` the order's number in decimals; state unless open. */
    found: (day = DAY) =>
      recon
        .all()
        .filter((one) => one.day === day)
        .map(({ type, leg, orderNo: number, state }) => {
          const n = /^Y\d{8}[0-9a-f]{26}$/.test(number) ? parseInt(number.slice(9), 16) : number;
          return `${type} ${leg} ${n}${state === 'open' ? '' : ` ${state}`}`;
        }),
  };
}
