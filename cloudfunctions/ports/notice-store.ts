/** Notices as evidence: what came, how often, and whether it ever said something else. */
import type { HospitalId, OrderNo } from '../domain/ids';

export interface StoredNotice {
  readonly orderNo: OrderNo;
  readonly fingerprint: string;
  readonly stated: string;
  readonly receivedAt: number;
}

export interface NoticeStore {
  /** Keeps it; `differs` when another fingerprint is stored for the same order already. */
  keep(hospital: HospitalId, notice: StoredNotice): Promise<'first' | 'repeated' | 'differs'>;
}
