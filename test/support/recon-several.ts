/** Orders and bills of a hospital that went from one way of paying to another on the day. */
import type { Order } from '../../cloudfunctions/domain/order';
import type { BillRow } from '../../cloudfunctions/ports/bill-source';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { paid, payRow, refundRow, type Books, type reconRig } from './recon-rig';

export const OLD = { name: 'payinsurance', channels: ['payinsurance'], covers: 'all' } as const;
export const NEW = { name: 'medins', channels: ['medins'], covers: 'cash' } as const;
export const SHARED = { ...NEW, channels: ['medins', 'onecode'] } as const;
export const CHANGED = [NEW, OLD] as const;

export const CASH = { total: fen(4000), cash: fen(4000), insurance: ZERO };
export const cashRow = (n: number, change: Partial<BillRow> = {}) =>
  payRow(n, { ...CASH, ...change });
export const cashBack = (n: number) => refundRow(n, CASH);
export const on20 = (n: number, change: Partial<Order> = {}) =>
  paid(n, { channel: 'medins', ...change });

export interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}
export type Platform = Exclude<Parameters<typeof reconRig>[0], string | undefined>;
export const numberIn = (orderNo: string): number => parseInt(orderNo.slice(9), 16);
