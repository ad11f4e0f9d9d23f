/** The counter in words: its counters, what is not finished, whoever showed the code, and what it costs. */
import type {
  CounterOrderView,
  CounterView,
  OneCodeView,
  QuoteView,
  ScanView,
} from '../../../../../cloudfunctions/contract/counter-types';
import type { BillView } from '../../../../../cloudfunctions/contract/types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Notice } from '../../../../components/notice/notice';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { shortTime } from '../../../../i18n/when';
import type { SplitRow } from '../../../../pages/views/split-rows';
import { splitTable } from '../../../../pages/views/split-rows';
import { yuanText } from '../../../../shared/fen';
import type { Trouble } from '../../../../services/trouble';
import type { ChargeBill } from '../../components/charge-bill/charge-bill';
import type { CodeState } from '../../components/code-state/code-state';
import type { DueSum } from '../../components/due-sum/due-sum';
import type { OpenRow } from '../../components/open-row/open-row';
import type { StaffTexts } from '../../i18n/texts';
import { counterNotice, heardSaid, reasonSaid } from '../views/counter-words';
import { info, warning } from '../views/messages';
import { stageWords } from '../views/counter-stage';
import { spoken } from '../views/sums';

export function counterChoices(counters: readonly CounterView[]): readonly Choice[] {
  return counters.map(({ counterNo, name }) => ({ key: counterNo, title: name, hint: counterNo }));
}

export function openRow(order: CounterOrderView, nowMs: number, t: Texts, s: StaffTexts): OpenRow {
  const { orderNo, patientName, title, split, createdAt, stage } = order;
  const said = stageWords(order, s.counterPay);
  const yuanLabel = spoken(stage === 'paid' ? s.counterPay.paidSum : s.counter.due, split.cash, t);
  return {
    orderNo,
    title: patientName,
    from: `${title} · ${shortTime(createdAt, nowMs, t)}`,
    state: said.title,
    icon: said.busy ? 'time' : said.icon,
    yuan: yuanText(split.cash),
    yuanLabel,
    aria: `${patientName}，${said.title}，${yuanLabel}`,
    done: stage === 'paid' && order.hospital === 'settled',
  };
}

export interface Patient {
  readonly name: string;
  /** Shown by a relative, whose main account pays (trap 41). */
  readonly relative: Notice | null;
}

export function patientView({ patientName, byRelative }: ScanView, s: StaffTexts): Patient {
  const { byRelative: title, byRelativeText: text } = s.counter;
  return {
    name: patientName,
    relative: byRelative ? { tone: 'info', title, text, call: '' } : null,
  };
}

export function chargeBill(
  bill: BillView,
  picked: boolean,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): ChargeBill {
  const { billId, title, department, issuedAt, total, liveOrderNo } = bill;
  const yuanLabel = spoken(s.counter.total, total, t);
  return {
    billId,
    title,
    from: `${department} · ${shortTime(issuedAt, nowMs, t)}`,
    remark: liveOrderNo === undefined ? '' : reasonSaid('bill-being-paid-by-other', t, s).title,
    yuan: yuanText(total),
    yuanLabel,
    aria: `${picked ? s.counter.unpick : s.counter.pick}，${title}，${yuanLabel}`,
    picked,
  };
}

/** Whether the code can pay, or why not and what to do (§1.5.1, §1.7). */
export function codeState(one: OneCodeView, t: Texts, s: StaffTexts): CodeState {
  const w = s.counter;
  const named = [
    ...(one.channelName === undefined ? [] : [one.channelName]),
    ...(one.userName === undefined ? [] : [fill(w.account, { name: one.userName })]),
  ];
  const account = named.length === 0 ? [] : [named.join(' · ')];
  const why = one.why === undefined ? [] : [fill(w.why, { why: one.why })];
  const none = { who: '', number: '' };
  switch (one.state) {
    case 'usable':
      return { tone: 'ok', title: w.usable, lines: account, ...none };
    case 'not-signed':
    case 'suspended': {
      const signed = one.state === 'suspended';
      const title = signed ? w.suspended : w.notSigned;
      const { text } = t.reasons[signed ? 'one-code-suspended' : 'one-code-not-signed'];
      const who = s.codeWho.patient;
      return { tone: 'warn', title, lines: [...why, ...account, text], who, number: '' };
    }
    case 'unavailable': {
      const heard = heardSaid(one, t, s);
      if (heard === undefined) return { tone: 'bad', title: w.unavailable, lines: why, ...none };
      return { ...heard, tone: 'bad', lines: [...heard.lines, ...why] };
    }
  }
}

export interface Quoted {
  readonly due: DueSum;
  readonly rows: readonly SplitRow[];
  /** Why insurance does not pay although that was asked. */
  readonly unavailable: Notice | null;
  readonly code: CodeState | null;
  /** Whether asking again may help. */
  readonly again: boolean;
  /** Whether it can be charged: with a code that can pay, or without any cash. */
  readonly payable: boolean;
  readonly button: string;
}

export function quotedView({ split, oneCode }: QuoteView, t: Texts, s: StaffTexts): Quoted {
  const w = s.counter;
  const { cash, insurance, total } = split;
  const label = cash === 0 ? w.dueNone : w.due;
  const usable = oneCode?.state === 'usable';
  const nothing = cash === 0 && insurance === 0 && total === 0;
  return {
    due: { label, yuan: yuanText(cash), aria: spoken(label, cash, t) },
    rows: splitTable(split, t).rows,
    unavailable:
      split.insuranceUnavailable === undefined
        ? null
        : counterNotice(split.insuranceUnavailable, t, s, 'warn'),
    code: oneCode === undefined ? null : codeState(oneCode, t, s),
    again: oneCode !== undefined && !usable,
    payable: !nothing && (cash === 0 || usable),
    button:
      cash === 0
        ? fill(w.chargeInsurance, { yuan: yuanText(insurance) })
        : fill(w.charge, { yuan: yuanText(cash) }),
  };
}

/** Why it was not charged, for certain. */
export function notCharged(reason: Trouble, t: Texts, s: StaffTexts): Notice {
  if (reason !== 'bill-amount-changed') return counterNotice(reason, t, s);
  return warning(s.counter.changedTitle, s.counter.changedText);
}

/** Somebody to whom nothing is owed. */
export function nothingToPay({ patientName: name }: ScanView, { counter: w }: StaffTexts): Notice {
  return info(fill(w.noBills, { name }), w.noBillsText);
}
