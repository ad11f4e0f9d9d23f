/** What people did, written down before it takes effect (money rules 12 and 13). */
import type { HospitalId, OpenId } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';

/** What the list knows of one act; codes and amounts, never names of patients. */
export interface AuditFacts {
  readonly act: string;
  readonly orderNo?: string;
  readonly detail?: string;
  readonly cash?: Fen;
  readonly insurance?: Fen;
}

export interface AuditEntry extends AuditFacts {
  /** Sorts by time. */
  readonly id: string;
  readonly at: number;
  readonly by: OpenId;
  readonly byName: string;
  /** begun: about to happen, or cut off amid it · done · otherwise why it was refused. */
  readonly outcome: string;
}

export interface AuditStore {
  /** Kept when it resolves; its id. */
  begin(hospital: HospitalId, entry: Omit<AuditEntry, 'id' | 'outcome'>): Promise<string>;
  /** How it ended, once; with what was found out on the way. */
  end(
    hospital: HospitalId,
    id: string,
    outcome: string,
    facts?: Partial<Omit<AuditFacts, 'act'>>,
  ): Promise<void>;
  /** Latest first, those before `after`. */
  latest(
    hospital: HospitalId,
    after: string | undefined,
    limit: number,
  ): Promise<readonly AuditEntry[]>;
  /** Of one person in that time (ms, both included), earliest first. */
  of(
    hospital: HospitalId,
    by: OpenId,
    span: { readonly from: number; readonly to: number },
    limit: number,
  ): Promise<readonly AuditEntry[]>;
  /** What that person did in that time, by act; refused and unfinished ones are not counted. */
  done(
    hospital: HospitalId,
    by: OpenId,
    span: { readonly from: number; readonly to: number },
  ): Promise<
    ReadonlyMap<string, { readonly count: number; readonly cash: Fen; readonly insurance: Fen }>
  >;
}
