/**
 * What the console may show of a record: an allow-list of text fields by path, as the functions' own
 * log has one. Every other text - names, openids, identity numbers, digests, tokens, pay keys, what
 * somebody typed - becomes its length. Numbers, truth values and the shape stay.
 */

/** Beside a record, its parts by path; array items have the path of their array. */
const SHOWN: ReadonlySet<string> = new Set([
  'orderNo',
  'hospital',
  'channel',
  'kind',
  'billIds',
  'payWith',
  'insuranceUnavailable',
  'serialNo',
  'billNo',
  'orgNo',
  'payment',
  'seen',
  'reason',
  'platformTradeNo',
  'legs.cash',
  'legs.insurance',
  'proof.insuranceTradeNo',
  'proof.cashTradeNo',
  'settlement.state',
  'settlement.settlementNo',
  'settlement.refusal',
  'review.reason',
  'review.evidence',
  'history.event',
  'history.outcome',
  'history.note',
  'refund.refundNo',
  'refund.mode',
  'refund.cause',
  'refund.via',
  'refund.state',
  'refund.hold',
  'refund.legs.cash',
  'refund.legs.insurance',
  'refund.platformRefundNo',
  'refund.cashRefundNo',
  'refund.insuranceRefundNo',
  'refund.refusal',
  'refund.reason',
  'medTransId',
  'state',
  'cash',
  'insurance',
  'inFlight.outcome',
  'cashOrderId',
  'insuranceOrderId',
  'refund.medRefundId',
  'refund.cashRefundId',
  'refund.insuranceRefundId',
  'refund.cash',
  'refund.insurance',
  'status',
  'settlementNo',
  'settledAt',
  'cancelledAt',
  'launch.mixTradeNo',
  'upload.state',
  'upload.payOrderId',
  'halfPaid.cashTradeNo',
  'mixed.mixTradeNo',
  'mixed.outTradeNo',
  'mixed.type',
  'mixed.state',
  'mixed.self',
  'mixed.medIns',
  'mixed.failReason',
  'mixed.inFlight.outcome',
  'cash.state',
  'cash.transactionId',
  'refunds.outRefundNo',
  'refunds.refundId',
  'price.payOrderId',
  'failed',
  'failures.at',
  'failures.why',
  'bills.billId',
  'bills.status',
  'refunds.refundNo',
  'refunds.status',
  'counter.counterNo',
  'counter.first',
  'counter.tender.state',
  'counter.tender.kind',
  'cash.codePayment.deviceId',
  'cash.codePayment.reversalId',
  'certificate.serial',
  'certificate.devId',
  'insurance.status',
  'insurance.settlementNo',
  'insurance.serialNo',
  'insurance.refundNo',
  'service.baseUrl',
  'levers.nextAnswers.status',
  'levers.nextAnswers.certificate',
  'people.patientId',
  'people.status',
  'people.pays',
  'typing.outTradeNo',
  'certificates.serial',
  'certificates.devId',
  'readings.counterNo',
  'readings.patientId',
]);

/** Codes, numbers and plain English: what a person writes about a person is rarely only that. */
const PLAIN = /^[\x20-\x7e]{0,256}$/;
/** 18 and 15 digits, mobile numbers, MD5 digests, standing alone: none of them may pass anywhere. */
const PERSONAL = /(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|[0-9a-f]{32})(?![0-9A-Za-z])/g;

/** The same value with every text masked that is not on the list. */
export function veiled(value: unknown, path = ''): unknown {
  if (typeof value === 'string') {
    return SHOWN.has(path) && PLAIN.test(value) ? withoutPersonal(value) : masked(value);
  }
  if (Array.isArray(value)) return value.map((item) => veiled(item, path));
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'object' || value === null) return value;
  // Where somebody acted, what stands beside is in their words.
  const typed = 'by' in value ? ['note'] : [];
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const below = path === '' ? name : `${path}.${name}`;
      return [name, veiled(item, typed.includes(name) ? 'typed' : below)];
    }),
  );
}

/** Blots out what looks like an identity number, a mobile number or a digest inside a text. */
export function withoutPersonal(text: string): string {
  return text.replace(PERSONAL, (found) => masked(found));
}

function masked(text: string): string {
  return text === '' ? '' : `***(${Array.from(text).length})`;
}
