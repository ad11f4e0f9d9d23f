/** Decoders of reconciliation: days with their three books, and differences with what each book says. */
import type { StaffActions } from '../../../../cloudfunctions/contract/staff-types';
import type { Decoder } from '../../../services/decode';
import {
  DecodeError,
  flag,
  isRecord,
  list,
  maybe,
  oneOf,
  record,
  text,
  whole,
} from '../../../services/decode';
import type { DifferenceView, ReconDayView } from '../i18n/texts';
import { differences as words } from '../i18n/zh-cn/differences';
import { amount, among } from './decoders';

type Facts = DifferenceView['facts'];
type Entry = NonNullable<Facts['ours']['payment']>;

const yes: Decoder<true> = (value) => {
  if (value !== true) throw new DecodeError('not a mark');
  return true;
};

const sums = record<ReconDayView['platform']['payments']>({
  rows: whole,
  total: amount,
  cash: amount,
  insurance: amount,
});

const book = record<ReconDayView['platform']>({
  payments: sums,
  refunds: sums,
  unreadable: whole,
});

const count = record<{ open: number; resolved: number }>({ open: whole, resolved: whole });
const type = among(words.type);

/** How many of each type; a type without words would be a difference that nobody sees. */
const types: Decoder<ReconDayView['types']> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no counts');
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [type(key), count(each)]));
};

const day = record<ReconDayView>({
  day: text,
  stage: among(words.stage),
  outcome: maybe(among(words.outcome)),
  finishedAt: maybe(whole),
  dueAt: (value) => (value === null ? null : whole(value)),
  fault: maybe(text),
  attempts: whole,
  platform: book,
  ours: book,
  hospital: record<ReconDayView['hospital']>({
    payments: sums,
    refunds: sums,
    unreadable: whole,
    window: sums,
  }),
  types,
  closedAt: maybe(whole),
});

const entry = record<Entry>({
  mark: among(words.mark),
  total: amount,
  cash: amount,
  insurance: amount,
  at: maybe(whole),
  channel: maybe(oneOf('payinsurance', 'medins', 'onecode')),
  line: maybe(whole),
  carried: maybe(yes),
  otherDay: maybe(yes),
  byHand: maybe(yes),
  halfPaid: maybe(yes),
  askedEarlier: maybe(yes),
  tendered: maybe(yes),
  handLegs: maybe(list(among({ cash: '', insurance: '' }))),
});

const bookFacts = record<Facts['platform']>({ payments: list(entry), refunds: list(entry) });

const facts = record<Facts>({
  platform: bookFacts,
  ours: record<Facts['ours']>({ exists: flag, payment: maybe(entry), refund: maybe(entry) }),
  his: bookFacts,
  windowBills: list(text),
});

const difference = record<DifferenceView>({
  day: text,
  run: whole,
  orderNo: text,
  type,
  leg: among(words.leg),
  fault: maybe(text),
  state: among(words.state),
  healing: maybe(among({ healed: '', unchanged: '', failed: '' })),
  tries: whole,
  facts,
  foundAt: whole,
  changedAt: whole,
  act: among(words.act),
  differenceId: text,
  dealt: maybe(
    record<NonNullable<DifferenceView['dealt']>>({ at: whole, byName: text, note: text }),
  ),
});

export const daysPage = record<StaffActions['reconciledDays']['out']>({ days: list(day) });

export const differencesPage = record<StaffActions['differences']['out']>({
  differences: list(difference),
  next: maybe(text),
});
