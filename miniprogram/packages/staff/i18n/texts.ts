/**
 * The shape of what staff read, in every language: Chinese is the measure, and each state, case and
 * difference of the contract has its words, so a gap does not compile. They stay in the subpackage.
 */
import type {
  CaseView,
  StaffActions,
  StaffOrderView,
  StaffRefundView,
  StaffRoleView,
} from '../../../../cloudfunctions/contract/staff-types';
import type {
  DeskState,
  FiguresView,
  OrderLineView,
} from '../../../../cloudfunctions/contract/staff-desk-types';
import type { codes, codeWho } from './zh-cn/codes';
import type { counter, counterPay, counterReasons } from './zh-cn/counter';
import type { evidence, outcomes } from './zh-cn/outcomes';
import type { pages } from './zh-cn/pages';
import type { office } from './zh-cn/office';

export type ReconDayView = StaffActions['reconciledDays']['out']['days'][number];
export type DifferenceView = StaffActions['differences']['out']['differences'][number];

export type CaseReason = CaseView['reason'];
export type EntryKey = keyof FiguresView['byEntry'];

/** Words of a closed list. */
type Said<Key extends string> = Readonly<Record<Key, string>>;

export interface CaseText {
  readonly title: string;
  /** What happened. */
  readonly what: string;
  /** What to do, one after the other. */
  readonly steps: readonly string[];
}

export interface StateTexts {
  readonly payment: Said<StaffOrderView['payment']>;
  readonly leg: Said<StaffOrderView['legs']['cash']>;
  readonly booking: Said<StaffOrderView['hospital']>;
  readonly line: Said<DeskState>;
  readonly kind: Said<OrderLineView['kind']>;
  readonly entry: Said<EntryKey>;
  readonly refund: Said<StaffRefundView['state']>;
  readonly refundLeg: Said<StaffRefundView['legs']['cash']>;
  readonly hold: Said<StaffRefundView['hold']>;
  readonly mode: Said<StaffRefundView['mode']>;
  readonly cause: Said<StaffRefundView['cause']>;
  readonly via: Said<StaffRefundView['via']>;
  readonly role: Said<StaffRoleView>;
}

export interface DifferenceTexts {
  readonly type: Said<DifferenceView['type']>;
  readonly act: Said<DifferenceView['act']>;
  readonly leg: Said<DifferenceView['leg']>;
  readonly mark: Said<NonNullable<DifferenceView['facts']['ours']['payment']>['mark']>;
  readonly state: Said<DifferenceView['state']>;
  readonly stage: Said<ReconDayView['stage']>;
  readonly outcome: Said<NonNullable<ReconDayView['outcome']>>;
}

/** A number of one-code specification V1.0 §1.7 other than 0. */
export type ReturnCode = keyof typeof codes;
export type CodeActor = keyof typeof codeWho;

interface SaidOfCode {
  readonly title: string;
  readonly text: string;
}

export type CaseTexts = Readonly<Record<CaseReason, CaseText>>;

export type StaffTexts = typeof pages &
  typeof office & {
    readonly evidence: typeof evidence;
    readonly outcomes: Readonly<Record<keyof typeof outcomes, string>>;
    readonly states: StateTexts;
    readonly differences: DifferenceTexts;
    readonly cases: CaseTexts;
    readonly codes: Readonly<Record<ReturnCode, SaidOfCode>>;
    readonly codeWho: typeof codeWho;
    readonly counter: typeof counter;
    readonly counterPay: typeof counterPay;
    readonly counterReasons: typeof counterReasons;
  };
