/**
 * One decoder per answer of the function `counter` (cloudfunctions/contract/counter-types), as for `staff`:
 * a counter shows nothing that was not understood.
 */
import type {
  CounterActions,
  CounterOrderView,
  CounterView,
  OneCodeView,
  QuoteView,
  ScanView,
} from '../../../../cloudfunctions/contract/counter-types';
import { bill, reason, split } from '../../../services/answers-values';
import type { Decoder } from '../../../services/decode';
import { flag, list, maybe, oneOf, record, text, whole } from '../../../services/decode';
import { counterPay } from '../i18n/zh-cn/counter';
import { states } from '../i18n/zh-cn/states';
import { among } from './decoders';

const first = oneOf('insurance', 'cash');

const scan = record<ScanView>({
  scanId: text,
  patientId: text,
  patientName: text,
  byRelative: flag,
  expiresAt: whole,
  bills: list(bill),
});

const oneCode = record<OneCodeView>({
  state: oneOf('usable', 'not-signed', 'suspended', 'unavailable'),
  why: maybe(text),
  reason: maybe(reason),
  code: maybe(text),
  channelName: maybe(text),
  userName: maybe(text),
});

const tender = record<NonNullable<CounterOrderView['tender']>>({
  kind: among(counterPay.kinds),
  receipt: text,
});

const order = record<CounterOrderView>({
  orderNo: text,
  title: text,
  patientName: text,
  billIds: list(text),
  stage: oneOf(
    'preparing',
    'charging',
    'settling',
    'paid',
    'tender-wait',
    'tender',
    'ending',
    'over',
    'review',
  ),
  payment: among(states.payment),
  first,
  split,
  insurance: among(counterPay.insuranceStates),
  hospital: oneOf('none', 'pending', 'settled', 'refused'),
  settlementNo: maybe(text),
  pickup: maybe(text),
  createdAt: whole,
  deadlineAt: whole,
  paidAt: maybe(whole),
  platformTradeNo: maybe(text),
  tender: maybe(tender),
  tenderUntil: maybe(whole),
  reason: maybe(reason),
  code: maybe(text),
  why: maybe(text),
  can: list(oneOf('give-up', 'other-tender', 'record-tender')),
});

const oneOrder = record<{ order: CounterOrderView }>({ order });

export const counterAnswers: {
  readonly [A in keyof CounterActions]: Decoder<CounterActions[A]['out']>;
} = {
  counters: record<CounterActions['counters']['out']>({
    enabled: flag,
    first,
    counters: list(record<CounterView>({ counterNo: text, name: text })),
  }),
  scan: record<{ scan: ScanView }>({ scan }),
  quote: record<{ quote: QuoteView }>({
    quote: record<QuoteView>({ split, oneCode: maybe(oneCode) }),
  }),
  charge: oneOrder,
  confirm: oneOrder,
  giveUp: oneOrder,
  otherTender: oneOrder,
  recordTender: oneOrder,
  open: record<CounterActions['open']['out']>({ orders: list(order) }),
};
