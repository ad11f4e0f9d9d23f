/**
 * The words of subscribe messages: what kind of payment, department, amount, time, hospital; neither
 * names nor diagnoses, since they lie open on a locked phone. Lengths are those that WeChat takes of a
 * template's fields (thing 20 characters, amounts and times in their own form). Times are Asia/Shanghai.
 */
import { yuanText, type Fen } from '../../miniprogram/shared/fen';
import type { OrderKind } from './order';
import type { ReminderKind } from './reminders';
import { shanghaiStamp } from './shanghai';

/** Names of a kind's words, in the order in which a message carries them. */
export const REMINDER_WORDS = {
  'bill-due': ['department', 'amount', 'until', 'hospital'],
  paid: ['what', 'amount', 'time', 'hospital'],
  refunded: ['what', 'amount', 'time', 'hospital'],
  visit: ['department', 'time', 'note', 'hospital'],
  'bind-card': ['note', 'hospital'],
} as const satisfies Record<ReminderKind, readonly string[]>;

const THING_MOST = 20;

const WHAT: Readonly<Record<OrderKind, string>> = {
  clinic: '门诊缴费',
  registration: '挂号',
  deposit: '住院预交金',
};

const NOTES = {
  visit: '请按时到院就诊',
  'pay-at-visit': '请到院后先缴费再就诊',
  'bind-card': '绑定医保卡后可用医保支付',
} as const;

function thing(text: string): string {
  const characters = Array.from(text.trim());
  if (characters.length === 0) return '—';
  if (characters.length <= THING_MOST) return characters.join('');
  return `${characters.slice(0, THING_MOST - 1).join('')}…`;
}

/** 2026年3月2日 10:05 */
function timeWord(at: number): string {
  const stamp = shanghaiStamp(at);
  const part = (from: number, to: number): string => String(Number(stamp.slice(from, to)));
  const day = `${stamp.slice(0, 4)}年${part(4, 6)}月${part(6, 8)}日`;
  return `${day} ${stamp.slice(8, 10)}:${stamp.slice(10, 12)}`;
}

const amountWord = (amount: Fen): string => `${yuanText(amount)}元`;

/** Of `paid` and `refunded`; `at` in ms. */
export function moneyWords(of: {
  readonly kind: OrderKind;
  readonly amount: Fen;
  readonly at: number;
  readonly hospital: string;
}): readonly string[] {
  return [WHAT[of.kind], amountWord(of.amount), timeWord(of.at), thing(of.hospital)];
}

/** Of `visit`; `payThere`: the place is kept and paid for on the day. */
export function visitWords(of: {
  readonly department: string;
  readonly from: number;
  readonly payThere: boolean;
  readonly hospital: string;
}): readonly string[] {
  const note = of.payThere ? NOTES['pay-at-visit'] : NOTES.visit;
  return [thing(of.department), timeWord(of.from), note, thing(of.hospital)];
}

/** Of `bill-due`; `until` is when the bill ends, ms. */
export function billWords(of: {
  readonly department: string;
  readonly amount: Fen;
  readonly until: number;
  readonly hospital: string;
}): readonly string[] {
  return [thing(of.department), amountWord(of.amount), timeWord(of.until), thing(of.hospital)];
}

/** Of `bind-card`. */
export function bindCardWords(hospital: string): readonly string[] {
  return [NOTES['bind-card'], thing(hospital)];
}
