/** What the hospital's systems do for us (docs/his-contract). Every call answers or names why not. */
import type { PreSettledAmounts } from '../domain/amounts';
import type { BillId, OrderNo, PatientId } from '../domain/ids';
import type { Order } from '../domain/order';
import type { Deadline } from './deadline';
import type { HisBill, HisPatient, HisSession, HisSettlement, IdentityMatch } from './his-values';
import type { Reason } from '../../miniprogram/shared/reasons';

export type HisAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** `certain`: HIS itself said so; otherwise it is not known what happened. */
  | {
      readonly ok: false;
      readonly certain: boolean;
      readonly reason: Reason;
      readonly code: string;
    };

export interface PreSettlement {
  readonly amounts: PreSettledAmounts;
  readonly cashAddWording?: string;
  readonly serialNo: string;
  readonly billNo?: string;
  readonly orgNo: string;
  readonly session?: HisSession;
  /** Why insurance cannot pay, although it was asked for. */
  readonly insuranceUnavailable?: Reason;
}

export interface HisReader {
  patient(id: PatientId, deadline: Deadline): Promise<HisAnswer<HisPatient>>;
  match(claim: IdentityMatch, deadline: Deadline): Promise<HisAnswer<{ patientId: PatientId }>>;
  bills(id: PatientId, deadline: Deadline): Promise<HisAnswer<readonly HisBill[]>>;
  bill(id: BillId, deadline: Deadline): Promise<HisAnswer<HisBill>>;
  preSettle(
    ask: {
      patientId: PatientId;
      billIds: readonly BillId[];
      payWith: 'insurance' | 'cash';
      /** The split that the hospital itself settles at a counter: never decided later. */
      at?: 'counter';
    },
    deadline: Deadline,
  ): Promise<HisAnswer<PreSettlement>>;
}

/** Settling: idempotent by order number (money rule 8). */
export interface HisSettler {
  settle(order: Order, deadline: Deadline): Promise<HisAnswer<HisSettlement>>;
  /** The bills tell whether another payment settled them, even if `settle` never arrived. */
  querySettlement(
    order: Pick<Order, 'orderNo' | 'billIds'>,
    deadline: Deadline,
  ): Promise<HisAnswer<HisSettlement>>;
  /** Leaves a tombstone that makes a late settle fail. */
  cancelSettlement(orderNo: OrderNo, deadline: Deadline): Promise<HisAnswer<HisSettlement>>;
}

export interface HisCards {
  openCard(
    who: { name: string; idType: number; idNo: string; phone: string; requestId: string },
    deadline: Deadline,
  ): Promise<HisAnswer<{ patientId: PatientId }>>;
  startPhoneProof(
    id: PatientId,
    deadline: Deadline,
  ): Promise<HisAnswer<{ proofId: string; phoneMasked: string; expiresAt: number }>>;
  /** Whose phone it was: the patient whom the code proves. */
  checkPhoneProof(
    proofId: string,
    code: string,
    deadline: Deadline,
  ): Promise<HisAnswer<{ patientId: PatientId }>>;
}
