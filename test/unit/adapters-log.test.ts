/** The log's canary (money rule 14): personal data and secrets go in everywhere and come out nowhere. */
import { redactingLog } from '../../cloudfunctions/adapters/redacting-log';
import { tracedLog, withTrace } from '../../cloudfunctions/adapters/trace';
import { checkDigit } from '../../miniprogram/shared/identity-number';

const seventeen = '11010119000307123';
const CANARIES: readonly string[] = [
  seventeen + checkDigit(seventeen),
  `${seventeen.slice(0, 6)}${seventeen.slice(8, 17)}`,
  `199${'0'.repeat(8)}`,
  '0123456789abcdef'.repeat(2),
  '张建国',
  'secret=s3cret value',
  'line\nbreak',
  '9900000001 号卡',
  '{"a":1}',
];
const FIELDS = [
  'traceId',
  'orderNo',
  'action',
  'call',
  'outcome',
  'reason',
  'code',
  'state',
  'requestId',
] as const;
const A = `t${'a'.repeat(16)}`;
const B = `t${'b'.repeat(16)}`;
const ORDER_NO = `Y20260302${'a1'.repeat(13)}`;

function listening() {
  const lines: string[] = [];
  const log = redactingLog({ now: () => Date.UTC(2026, 0, 5) }, (line) => lines.push(line));
  return { log, lines };
}

test.each(CANARIES)('%j never comes out, whichever field it stands in', (canary) => {
  const { log, lines } = listening();
  for (const field of FIELDS) log.alarm('event', { [field]: canary });
  log.info(canary);
  const text = lines.join('|');
  expect(text).not.toContain(canary);
  expect(text).not.toContain(JSON.stringify(canary).slice(1, -1));
  expect(text).toContain('redacted');
});

test('fields that nobody allowed never come out, and neither do numbers that are none', () => {
  const { log, lines } = listening();
  const smuggled: Record<string, unknown> = { name: '张建国', body: 'x', durationMs: NaN };
  log.warn('event', smuggled);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: '2026-01-05T00:00:00.000Z',
    level: 'warn',
    event: 'event',
  });
});

test("the SDK's negative numbers are codes like any other", () => {
  const { log, lines } = listening();
  log.alarm('store.misconfigured', { call: 'get/orders', code: '-502005' });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ call: 'get/orders', code: '-502005' });
});

test('what is allowed stands on one line of JSON', () => {
  const { log, lines } = listening();
  const fields = {
    traceId: 'tab12cd34ef56ab78',
    orderNo: ORDER_NO,
    action: 'placeOrder',
    call: 'unifiedorder',
    outcome: 'ok',
    reason: 'bill-settled',
    code: 'HTTP_502',
    state: 'payable',
    requestId: `08${'0123456789ABCDEF'.repeat(2)}-268545963`,
    durationMs: 12.4,
    count: 3,
  };
  log.info('his.call', fields);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: '2026-01-05T00:00:00.000Z',
    level: 'info',
    event: 'his.call',
    ...fields,
    durationMs: 12,
  });
});

test('each invocation has its own trace id on its lines, also when they interleave', async () => {
  const { log, lines } = listening();
  const traced = tracedLog(log);
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const first = withTrace(A, async () => {
    await gate;
    traced.info('first');
  });
  const second = withTrace(B, () => {
    traced.info('second');
    go();
    return Promise.resolve();
  });
  await Promise.all([first, second]);
  traced.info('outside');
  const seen = lines.map((line) => {
    const { event, traceId } = JSON.parse(line) as { event: string; traceId?: string };
    return [event, traceId];
  });
  expect(seen).toEqual([
    ['second', B],
    ['first', A],
    ['outside', undefined],
  ]);
});
