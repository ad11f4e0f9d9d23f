/** Refunds that wait for a second clerk: one of an order at a time. */
import type { HospitalId, OpenId, OrderNo } from '../domain/ids';
import type { RefundMode } from '../domain/refund';
import type { Fen } from '../../miniprogram/shared/fen';

/**
 * waiting → approved → done · dismissed: somebody said no · refused: it could not be made when it was
 * approved. Behind the last three the order may be asked for anew.
 */
export type RequestState = 'waiting' | 'approved' | 'done' | 'dismissed' | 'refused';

export interface RefundRequest {
  readonly orderNo: OrderNo;
  /** Counts the requests of the order; with the number it names one of them for ever. */
  readonly round: number;
  readonly mode: RefundMode;
  /** As asked; only with the modes that take part of it. */
  readonly askedCash?: Fen;
  /** What would go back. */
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly note: string;
  readonly title: string;
  /** Masked. */
  readonly patientName: string;
  readonly by: OpenId;
  readonly byName: string;
  readonly at: number;
  readonly state: RequestState;
  /** Who agreed or said no, and when. */
  readonly decidedBy?: OpenId;
  readonly decidedAt?: number;
  /** Why somebody said no. */
  readonly decisionNote?: string;
}

export interface RefundRequests {
  load(hospital: HospitalId, orderNo: OrderNo): Promise<RefundRequest | undefined>;
  /** `lost`: another request of that order was stored meanwhile. */
  add(
    hospital: HospitalId,
    request: RefundRequest,
    instead: RefundRequest | undefined,
  ): Promise<'added' | 'lost'>;
  /** Changes the state if round and state are still those of `from`. */
  move(
    hospital: HospitalId,
    from: RefundRequest,
    to: Pick<RefundRequest, 'state' | 'decidedBy' | 'decidedAt' | 'decisionNote'>,
  ): Promise<'moved' | 'lost'>;
  /** Waiting and approved but not sent, the longest waiting first. One indexed query. */
  open(hospital: HospitalId, limit: number): Promise<readonly RefundRequest[]>;
  countOpen(hospital: HospitalId): Promise<number>;
}
