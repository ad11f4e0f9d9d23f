/**
 * Notices of 2.0: MEDICAL_INSURANCE.SUCCESS, TRANSACTION.SUCCESS of the cash order, REFUND.* of a cash
 * refund (APIv3: 回调通知). Verified over the raw body within five minutes, then opened; what is in it is
 * a hint that our own question must prove (money rule 10). Many hospitals share one address: another
 * sub_mchid is never ours, whatever the number (移动医保支付 2.0, notice).
 */
import { createHash } from 'node:crypto';
import type { PaymentEvidence } from '../../domain/evidence';
import type { Clock } from '../../ports/clock';
import type {
  Notice,
  NoticeAnswer,
  NoticeReader,
  NoticeReading,
  NoticeSubject,
} from '../../ports/notice-reader';
import { openResource } from './aes';
import type { MedInsConfig } from './config';
import { isOurs } from './identity';
import { readRecord } from './json';
import { cashFacts } from './look';
import { mixedFacts } from './mixed-facts';
import { LEG } from './order-status';
import { fenOf, orderNoOf, recordOf, referenceOf, stated, textOf, timeOf, type Said } from './said';
import { signedMessage, verifySigned } from './verify';

/** Answered within 5 s, or sent again for half a minute and then never more (trap 18). */
const ACCEPTED: NoticeAnswer = { statusCode: 204, contentType: 'application/json', body: '' };
const REFUSED: NoticeAnswer = {
  statusCode: 401,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'FAIL', message: '失败' }),
};

export function noticeReader(config: MedInsConfig, deps: { readonly clock: Clock }): NoticeReader {
  return {
    read: (notice) => readNotice(config, notice, deps.clock.now()),
    accepted: () => ACCEPTED,
    refused: () => REFUSED,
  };
}

const refused = (why: string): NoticeReading => ({ kind: 'refused', why });

function readNotice(config: MedInsConfig, notice: Notice, nowMs: number): NoticeReading {
  const message = signedMessage((name) => notice.header(name), notice.body);
  const verified = verifySigned(config.platformKeys, message, nowMs);
  if (!verified.ok) return refused(verified.why);
  const envelope = readRecord(notice.body);
  if (envelope === undefined) return refused('unreadable');
  const kind = KINDS.get(textOf(envelope, 'event_type') ?? '');
  if (kind === undefined) return refused('event-type');
  const { subject, hintOf } = kind;
  const opened = openResource(config.apiV3Key, envelope['resource']);
  if (!opened.ok) return refused(`resource-${opened.why}`);
  const said = readRecord(opened.text);
  if (said === undefined) return refused('resource-unreadable');
  const hint = hintOf(config, said);
  return typeof hint === 'string'
    ? refused(hint)
    : { kind: 'notice', subject, hint, fingerprint: fingerprint(lasting(subject, said)) };
}

/** The hint, or why there is none. */
type HintOf = (config: MedInsConfig, said: Said) => PaymentEvidence | string;

interface Kind {
  readonly subject: NoticeSubject;
  readonly hintOf: HintOf;
}

const REFUND: Kind = { subject: 'refund', hintOf: refundHint };
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['MEDICAL_INSURANCE.SUCCESS', { subject: 'payment', hintOf: mixedHint }],
  ['TRANSACTION.SUCCESS', { subject: 'cash', hintOf: cashHint }],
  ['REFUND.SUCCESS', REFUND],
  ['REFUND.CLOSED', REFUND],
  ['REFUND.ABNORMAL', REFUND],
]);

function mixedHint(config: MedInsConfig, said: Said): PaymentEvidence | string {
  const orderNo = orderNoOf(said);
  if (orderNo === undefined) return 'order-no-unreadable';
  const facts = mixedFacts(config, said);
  if (facts?.mix !== 'success') return 'state';
  return {
    orderNo,
    ours: facts.ours,
    state: 'paid',
    legs: { cash: LEG[facts.cash], insurance: LEG[facts.insurance] },
    ...stated('payWith', facts.payWith),
    amounts: facts.amounts,
    ...stated('platformTradeNo', facts.tradeNo),
    ...stated('paidAt', facts.paidAt),
  };
}

/** That cash was taken says nothing of the insurance; the order is worth a question all the same. */
function cashHint(config: MedInsConfig, said: Said): PaymentEvidence | string {
  const orderNo = orderNoOf(said);
  if (orderNo === undefined) return 'order-no-unreadable';
  const facts = cashFacts(config, said);
  if (facts?.state !== 'success') return 'state';
  return {
    orderNo,
    ours: facts.ours,
    state: 'paid',
    legs: { cash: 'paid', insurance: 'unstated' },
    amounts: { ...stated('cash', facts.amount) },
    ...stated('cashTradeNo', facts.tradeNo),
    ...stated('paidAt', facts.paidAt),
  };
}

const REFUND_STATUS = ['SUCCESS', 'CLOSED', 'ABNORMAL'];

/** How the refund ended is for its own query to say; `cash` is what goes back. */
function refundHint(config: MedInsConfig, said: Said): PaymentEvidence | string {
  const orderNo = orderNoOf(said);
  if (orderNo === undefined) return 'order-no-unreadable';
  if (!REFUND_STATUS.includes(textOf(said, 'refund_status') ?? '')) return 'state';
  const amount = recordOf(said, 'amount') ?? {};
  return {
    orderNo,
    ours: isOurs(config, 'refund', said),
    state: 'refunded',
    legs: { cash: 'refunded', insurance: 'unstated' },
    amounts: { ...stated('cash', fenOf(amount, 'refund')) },
    ...stated('cashTradeNo', referenceOf(said, 'transaction_id')),
    ...stated('paidAt', timeOf(said, 'success_time')),
  };
}

/** A refund is told of more than once as it goes on: what must stay the same is all but that. */
function lasting(subject: NoticeSubject, said: Said): Said {
  if (subject !== 'refund') return said;
  const { refund_status: _status, success_time: _at, user_received_account: _to, ...rest } = said;
  return rest;
}

/** Over what was said, however it was ordered; id, time and nonce of the message are not part of it. */
function fingerprint(said: Said): string {
  return createHash('sha256').update(canonical(said), 'utf8').digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${entries.join(',')}}`;
}
