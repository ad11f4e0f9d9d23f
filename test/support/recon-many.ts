/** A day of 400 orders, every tenth refunded, with differences in some; and ticks with little time. */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { ReconStore } from '../../cloudfunctions/ports/recon-store';
import { fen } from '../../miniprogram/shared/fen';
import { hisRefund, hisRow, paid, payRow, reconRig, refundOf, refundRow } from './recon-rig';

/** Time for so many looks at the clock, then none. */
export function looks(count: number): Deadline {
  let left = count;
  return {
    leftMs: () => {
      left -= 1;
      return left >= 0 ? 60_000 : 0;
    },
  };
}

export const MANY = 400;
export const FOUND = [
  'amount-differs cash 5',
  'duplicate-row payment 6',
  'his-missing his-payment 8',
  'ours-only payment 7',
  'platform-only payment 4',
  'unreadable-row row line-900',
];

/** 700 orders, every tenth refunded, with differences in some. */
export async function manyOrders() {
  const rig = reconRig();
  const all = Array.from({ length: MANY }, (_unused, n) => n);
  const isRefunded = (n: number): boolean => n % 10 === 0;
  const bill = all
    .filter((n) => n !== 7)
    .flatMap((n) => [
      payRow(n, n === 5 ? { cash: fen(1) } : {}),
      ...(n === 6 ? [payRow(6)] : []),
      ...(isRefunded(n) ? [refundRow(n)] : []),
    ]);
  await rig.plant({
    bill: [...bill, { kind: 'unreadable', line: 900, fault: 'cells' }],
    ours: all
      .filter((n) => n !== 4)
      .map((n) => paid(n, isRefunded(n) ? { refund: refundOf(n) } : {})),
    his: all
      .filter((n) => n !== 8)
      .flatMap((n) => [hisRow(n), ...(isRefunded(n) ? [hisRefund(n)] : [])]),
  });
  rig.script.ledgerPage = 100;
  return rig;
}

/** Ticks until the day is in that stage; how many it took. */
export async function tickUntil(
  rig: ReturnType<typeof reconRig>,
  stage: string,
  time: (n: number) => Deadline,
): Promise<number> {
  for (let ticks = 0; ticks < 500; ticks += 1) {
    if ((await rig.day())?.stage === stage) return ticks;
    await rig.tick(time(ticks));
  }
  throw new Error(`never in stage ${stage}`);
}

/** The store with something done before and behind each of its writes. */
export function aroundWrites(
  recon: ReconStore,
  before: () => void,
  behind: () => void,
): ReconStore {
  const around = async <T>(write: () => Promise<T>): Promise<T> => {
    before();
    const done = await write();
    behind();
    return done;
  };
  return {
    ...recon,
    insertDay: (day) => around(() => recon.insertDay(day)),
    saveDay: (day) => around(() => recon.saveDay(day)),
    putSlice: (hospital, name, lines) => around(() => recon.putSlice(hospital, name, lines)),
    removeSlice: (hospital, name) => around(() => recon.removeSlice(hospital, name)),
    putDifference: (hospital, one) => around(() => recon.putDifference(hospital, one)),
  };
}
