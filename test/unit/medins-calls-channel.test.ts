/**
 * The channel as wiring makes it, through real signatures: the other side is wechatpay-axios-plugin, so
 * nothing here checks itself. And that no name, digest or permission reaches log or outcome (rule 14).
 */
import { Rsa } from 'wechatpay-axios-plugin';
import {
  createMedIns,
  createMedInsBills,
  createMedInsRefunds,
  type MedInsConfig,
} from '../../cloudfunctions/channels/medins';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { FOREVER, listeningLog } from '../support/doubles';
import { asked, cashSaid, mixedSaid } from './medins-calls-answers';
import {
  DIGEST,
  KEY_ID,
  MIX_NO,
  MIXED_REQUEST,
  NOW,
  ORDER,
  OURS,
  PAY_AUTH_NO,
  PLATFORM,
  PROVIDER,
  scriptedBureau,
} from './medins-calls-bench';

type Answers = Readonly<Record<string, readonly [status: number, body: unknown]>>;

/** The gateway: each request must be signed by us, each answer is signed by it. */
function gateway(answers: Answers) {
  const requests: HttpRequest[] = [];
  const signed = (status: number, body: unknown): HttpOutcome => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const timestamp = String(NOW / 1000);
    const nonce = 'nonce0123456789';
    const headers: Record<string, string> = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': KEY_ID,
      'wechatpay-signature': Rsa.sign(`${timestamp}\n${nonce}\n${text}\n`, PLATFORM.privateKey),
      'request-id': '08F7A6C2BE0610E80118A0FAAA5B20A9E60128DFC801-0',
    };
    return { ok: true, status, body: text, header: (name) => headers[name] };
  };
  const send = (request: HttpRequest): Promise<HttpOutcome> => {
    requests.push(request);
    const { pathname, search } = new URL(request.url);
    expect(isSignedByUs(request, `${pathname}${search}`)).toBe(true);
    const answer = answers[pathname];
    if (answer === undefined) throw new Error(`${pathname} was not expected`);
    return Promise.resolve(signed(...answer));
  };
  return { http: { send }, requests };
}

function isSignedByUs(request: HttpRequest, path: string): boolean {
  const fields = new Map(
    [...(request.headers?.['Authorization'] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const lines = [
    request.method,
    path,
    fields.get('timestamp'),
    fields.get('nonce_str'),
    request.body,
  ];
  const message = lines.map((line) => `${line ?? ''}\n`).join('');
  return Rsa.verify(message, fields.get('signature') ?? '', OURS.publicKey);
}

function channel(answers: Answers, config: MedInsConfig = PROVIDER) {
  const { http, requests } = gateway(answers);
  const { log, lines } = listeningLog();
  const subject = createMedIns(config, {
    http,
    clock: { now: () => NOW },
    ids: { hex: (bytes) => 'ab'.repeat(bytes) },
    log,
    rules: DEFAULT_RULES,
    bureau: scriptedBureau('priced'),
  });
  return { subject, requests, lines };
}

const PREPAY = '/v3/pay/partner/transactions/jsapi';
const ORDERS = '/v3/med-ins/orders';
const PREPAID = [200, { prepay_id: 'wx20prepay' }] as const;

test('is 2.0, with every port that it is to have', () => {
  const { subject } = channel({});
  expect(subject.name).toBe('medins');
  const ports = [
    'place',
    'query',
    'close',
    'queryRefund',
    'read',
    'accepted',
    'refused',
    'exchange',
  ];
  for (const port of ports) expect(subject).toHaveProperty(port, expect.any(Function));
  expect(subject).not.toHaveProperty('refund');
});

test('an order goes out signed, sealed under the key it names, and opens the cashier', async () => {
  const placed = [200, { mix_trade_no: MIX_NO, out_trade_no: ORDER }] as const;
  const { subject, requests, lines } = channel({ [PREPAY]: PREPAID, [ORDERS]: placed });
  const outcome = await subject.place(MIXED_REQUEST, FOREVER);
  expect(outcome).toMatchObject({ kind: 'accepted', platformTradeNo: MIX_NO });
  const [prepay, order] = requests;
  expect(prepay?.headers).not.toHaveProperty('Wechatpay-Serial');
  expect(order?.headers?.['Wechatpay-Serial']).toBe(KEY_ID);
  const body = JSON.parse(order?.body ?? '') as { payer: { name: string; id_digest: string } };
  expect(Rsa.decrypt(body.payer.name, PLATFORM.privateKey)).toBe('张小国');
  expect(Rsa.decrypt(body.payer.id_digest, PLATFORM.privateKey)).toBe(DIGEST);
  const said = lines.join('\n') + JSON.stringify(outcome);
  for (const secret of ['张小国', DIGEST, PAY_AUTH_NO]) expect(said).not.toContain(secret);
});

test('a refusal names its number and leaves what was made', async () => {
  const refusal = [400, { code: 'PARAM_ERROR', message: `没有 张小国 ${PAY_AUTH_NO}` }] as const;
  const close = `/v3/pay/partner/transactions/out-trade-no/${ORDER}/close`;
  const answers = { [PREPAY]: PREPAID, [ORDERS]: refusal, [close]: [204, undefined] } as const;
  const { subject, lines } = channel(answers);
  const outcome = await subject.place(MIXED_REQUEST, FOREVER);
  expect(outcome).toMatchObject({ kind: 'rejected', leftovers: true });
  const said = lines.join('\n') + JSON.stringify(outcome);
  for (const secret of ['张小国', DIGEST, PAY_AUTH_NO]) expect(said).not.toContain(secret);
});

test('a paid order is proven by both of its books', async () => {
  const success = { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_SUCCESS' };
  const { subject } = channel({
    [`/v3/med-ins/orders/out-trade-no/${ORDER}`]: [200, mixedSaid('MIX_PAY_SUCCESS', success)],
    [`/v3/pay/partner/transactions/out-trade-no/${ORDER}`]: [200, cashSaid('SUCCESS')],
  });
  expect(await subject.query(asked(), FOREVER)).toMatchObject({
    kind: 'evidence',
    evidence: { state: 'paid', ours: true, legs: { cash: 'paid', insurance: 'paid' } },
  });
});

test('an unpaid one is abandoned through it', async () => {
  const close = `/v3/pay/partner/transactions/out-trade-no/${ORDER}/close`;
  const { subject, requests } = channel({
    [`/v3/med-ins/orders/mix-trade-no/${MIX_NO}`]: [200, mixedSaid('MIX_PAY_CREATED')],
    [`/v3/pay/partner/transactions/out-trade-no/${ORDER}`]: [200, cashSaid('NOTPAY')],
    [close]: [204, undefined],
  });
  const order = asked({ payment: 'closing', platformTradeNo: MIX_NO });
  expect(await subject.close(order, FOREVER)).toEqual({ kind: 'taken' });
  expect(requests.at(-1)?.url).toContain(close);
});

test('what sends refunds and what reads bills are made apart', () => {
  const deps = {
    ...{ http: gateway({}).http, clock: { now: () => NOW }, ids: { hex: () => 'ab' } },
    ...{ log: listeningLog().log, rules: DEFAULT_RULES, bureau: scriptedBureau('priced') },
  };
  expect(createMedInsRefunds(PROVIDER, deps)).toHaveProperty('refund');
  const streams = { open: () => Promise.resolve({ ok: false, failure: 'not-sent' } as const) };
  expect(createMedInsBills(PROVIDER, { ...deps, streams })).toHaveProperty('open');
});
