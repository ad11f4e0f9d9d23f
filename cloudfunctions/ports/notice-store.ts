/** Notices as evidence: what came, how often, and whether it ever said something else. */
import type { HospitalId, OrderNo } from '../domain/ids';
import type { NoticeSubject } from './notice-reader';

export interface StoredNotice {
  readonly orderNo: OrderNo;
  /** What it is about, where one order has several: payment, cash, refund. */
  readonly subject: NoticeSubject;
  readonly fingerprint: string;
  readonly stated: string;
  readonly receivedAt: number;
}

export interface NoticeStore {
  /** Keeps it; `differs` when another fingerprint is stored for the same order and subject already. */
  keep(hospital: HospitalId, notice: StoredNotice): Promise<'first' | 'repeated' | 'differs'>;
}
