/**
 * Placing, asking, abandoning and notices of 2.0 against the simulated WeChat Pay, over HTTP with the real
 * adapters, in both ways of access: what our channel writes is what a strict platform takes, and what that
 * says is what our channel believes (money rules 1 to 4 and 10; traps 38 and 39).
 */
import { Hash } from 'wechatpay-axios-plugin';
import { deadlineIn } from '../../cloudfunctions/adapters/clock';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import {
  createMedIns,
  medInsConfig,
  type MedIns,
  type MedInsConfig,
} from '../../cloudfunctions/channels/medins';
import { openId, orderNo } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { UploadStatus } from '../../cloudfunctions/ports/insurance-bureau';
import type { AskedOrder, PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { listeningLog } from '../support/doubles';
import { asked } from '../unit/medins-calls-answers';
import {
  CASH_REQUEST,
  cashAmounts,
  insuredAmounts,
  MIXED_REQUEST,
  scriptedBureau,
  SECTION,
} from '../unit/medins-calls-bench';
import { subOf, type Mode } from './wechatpay-messages';
import {
  control,
  ID_NO,
  NAME,
  noticeHeader,
  PASSWORD,
  RELATIVE,
  startRig,
  type Rig,
} from './wechatpay-rig';

jest.setTimeout(60_000);

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const deadline = deadlineIn(60_000);

function configOf(mode: Mode, hospital = 0): MedInsConfig {
  const { keys, url, receiver } = rig;
  const account = mode === 'merchant' ? keys.merchant : keys.provider;
  const { publicKey } = keys.platform;
  const section = {
    ...SECTION,
    appid: account.appid,
    mchid: account.mchid,
    certificateSerial: account.serial,
    apiBaseUrl: url,
    fallbackBaseUrl: url.replace('127.0.0.1', 'localhost'),
    callbackUrl: `${receiver.url}/notify/medins`,
    cashNotifyUrl: `${receiver.url}/notify/medins-cash`,
    platformKeys: [{ id: publicKey.id, pem: publicKey.rsa().publicPem }],
    encryptWith: publicKey.id,
  };
  const secrets = {
    privateKey: account.rsa().privatePem,
    apiV3Key: account.apiV3Key,
    partnerSecret: 'partner-secret',
  };
  const name = { name: '示例市第一人民医院' };
  if (mode === 'merchant') return medInsConfig({ ...section, mode }, secrets, name);
  const sub = keys.provider.hospitals[hospital] ?? subOf(rig);
  const subs = { subMchid: sub.mchid, subAppid: sub.appid };
  return medInsConfig({ ...section, mode: 'service-provider', ...subs }, secrets, name);
}

function channel(mode: Mode, upload: UploadStatus = 'priced', hospital = 0): MedIns {
  return createMedIns(configOf(mode, hospital), {
    http: fetchHttp,
    clock: rig.clock,
    ids: cryptoIds,
    log: listeningLog().log,
    rules: DEFAULT_RULES,
    bureau: scriptedBureau(upload),
  });
}

const me = { name: NAME, idType: 1, idDigest: Hash.md5(ID_NO) } as const;
const KINDS = {
  both: insuredAmounts({ cash: 300, gov: 500, self: 150, other: 50, add: 100, reduce: 30 }),
  insurance: insuredAmounts({ gov: 500, self: 150, other: 50 }),
  'no insurance after all': insuredAmounts({ cash: 300 }),
  cash: cashAmounts(300, { reduce: 20 }),
} as const;
type Kind = keyof typeof KINDS;

const payer = (mode: Mode) => openId(mode === 'merchant' ? 'o-merchant' : 'o-sub');
let numbers = 0;

function request(mode: Mode, kind: Kind): PlaceRequest {
  numbers += 1;
  const number = orderNo(`Y20260302${String(numbers).padStart(22, '0')}`);
  const base = kind === 'cash' ? CASH_REQUEST : MIXED_REQUEST;
  return { ...base, orderNo: number, payer: payer(mode), patient: me, amounts: KINDS[kind] };
}

function book({ orderNo: number, amounts, insured }: PlaceRequest): AskedOrder {
  const { upload, ...order } = asked({ orderNo: number, amounts });
  return insured === undefined || upload === undefined ? order : { ...order, upload };
}

async function placed(mode: Mode, kind: Kind) {
  const [ask, subject] = [request(mode, kind), channel(mode)];
  const outcome = await subject.place(ask, deadline);
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  if (!('mixTradeNo' in outcome.launch)) throw new Error('another launch');
  const order = { ...book(ask), platformTradeNo: outcome.platformTradeNo };
  return { order, launch: outcome.launch, subject };
}

async function inCashier(
  mode: Mode,
  launch: Awaited<ReturnType<typeof placed>>['launch'],
  action = 'pay',
) {
  const parameters = { mixTradeNo: launch.mixTradeNo, ...launch.cash };
  const body = { openid: payer(mode), parameters, action, password: PASSWORD };
  return control(rig, 'POST', '/wechat-cashier/api/pay', body);
}

const stateOf = async (subject: MedIns, order: AskedOrder): Promise<string> => {
  const outcome = await subject.query(order, deadline);
  return outcome.kind === 'evidence' ? outcome.evidence.state : outcome.kind;
};

describe.each(['merchant', 'partner'] as const)('%s', (mode) => {
  test.each(Object.keys(KINDS) as Kind[])(
    'an order of %s is taken, paid and proven',
    async (kind) => {
      const { order, launch, subject } = await placed(mode, kind);
      expect(launch).toHaveProperty('mixTradeNo');
      expect(launch.cash === undefined).toBe(kind === 'insurance');
      expect(await stateOf(subject, order)).toBe('not-paid');
      expect((await inCashier(mode, launch)).body).not.toHaveProperty('error');
      const { platformTradeNo: _theirs, ...byOurNumber } = order;
      const { total, cash, insurance } = order.amounts;
      for (const ask of [order, byOurNumber]) {
        expect(await subject.query(ask, deadline)).toMatchObject({
          kind: 'evidence',
          evidence: {
            ...{
              orderNo: order.orderNo,
              ours: true,
              state: 'paid',
              payWith: order.amounts.payType,
            },
            amounts: { total, cash, insurance },
            platformTradeNo: order.platformTradeNo,
            paidAt: expect.any(Number) as unknown,
          },
        });
      }
    },
  );

  test('a relative is paid for', async () => {
    const patient = { name: RELATIVE.name, idType: 1, idDigest: RELATIVE.idDigest } as const;
    const ask = { ...request(mode, 'both'), patient, payerPerson: me };
    expect(await channel(mode).place(ask, deadline)).toMatchObject({ kind: 'accepted' });
    expect(rig.bureau.asked.at(-1)).toMatchObject({
      payer: { name: NAME, idDigest: me.idDigest },
      relative: { name: RELATIVE.name, idDigest: RELATIVE.idDigest },
    });
  });

  test('insurance fails after cash was taken: half paid, and the sum that goes back', async () => {
    const { order, launch, subject } = await placed(mode, 'both');
    await inCashier(mode, launch, 'insurance-fails');
    expect(await subject.query(order, deadline)).toMatchObject({
      evidence: { state: 'half-paid', amounts: { cash: 300 }, legs: { cash: 'paid' } },
    });
  });

  test('trap 38: an unpaid order is abandoned, and then proven closed', async () => {
    const { order, launch, subject } = await placed(mode, 'both');
    const closing = { ...order, payment: 'closing' } as const;
    expect(await stateOf(subject, closing)).toBe('not-paid');
    expect(await subject.close(closing, deadline)).toEqual({ kind: 'taken' });
    expect(await stateOf(channel(mode, 'revoked'), closing)).toBe('closed');
    expect((await inCashier(mode, launch)).body).toHaveProperty('error');
  });

  test('a paid order is left alone', async () => {
    const { order, launch, subject } = await placed(mode, 'both');
    await inCashier(mode, launch);
    expect(await subject.close({ ...order, payment: 'closing' }, deadline)).toEqual({
      kind: 'taken',
    });
    expect(await stateOf(subject, order)).toBe('paid');
  });

  test('refused by the bureau: the cash order is closed, nothing is left but the upload', async () => {
    rig.bureau.refuse = 'card-not-bound';
    const ask = request(mode, 'both');
    expect(await channel(mode).place(ask, deadline)).toMatchObject({
      kind: 'rejected',
      reason: 'insurance-card-not-bound',
      leftovers: true,
    });
    const closing = { ...book(ask), payment: 'closing' } as const;
    expect(await stateOf(channel(mode), closing)).toBe('not-paid');
    expect(await stateOf(channel(mode, 'revoked'), closing)).toBe('closed');
  });

  test('the same order again is unknown, never refused', async () => {
    const ask = request(mode, 'both');
    const subject = channel(mode);
    await subject.place(ask, deadline);
    expect(await subject.place(ask, deadline)).toMatchObject({ kind: 'unknown' });
  });

  test('an order that never was', async () => {
    const { upload: _none, ...never } = {
      ...book(request(mode, 'both')),
      payment: 'unknown' as const,
    };
    expect(await stateOf(channel(mode), never)).toBe('not-found');
  });

  test('its notices are read, and are ours', async () => {
    const { order, launch, subject } = await placed(mode, 'both');
    await inCashier(mode, launch);
    await rig.platform.courier.flush();
    const arrived = rig.receiver.heard;
    const hints = arrived.map((notice) => {
      const header = noticeHeader(notice);
      return subject.read({ body: notice.body, header: (name) => header(name) || undefined });
    });
    for (const hint of hints) {
      expect(hint).toMatchObject({
        kind: 'notice',
        hint: { orderNo: order.orderNo, ours: true, state: 'paid', amounts: { cash: 300 } },
      });
    }
    expect(arrived.map(({ path }) => path).sort()).toEqual([
      '/notify/medins',
      '/notify/medins-cash',
    ]);
  });
});

test("cross-hospital: another hospital of the same provider never sees or takes this one's", async () => {
  const { order, launch } = await placed('partner', 'both');
  await inCashier('partner', launch);
  const neighbour = channel('partner', 'priced', 1);
  const { upload: _none, ...asking } = order;
  expect(await stateOf(neighbour, asking)).toBe('not-found');
  await rig.platform.courier.flush();
  const [notice] = rig.receiver.heard;
  if (notice === undefined) throw new Error('no notice');
  const header = noticeHeader(notice);
  const reading = neighbour.read({
    body: notice.body,
    header: (name) => header(name) || undefined,
  });
  expect(reading).toMatchObject({ kind: 'notice', hint: { ours: false } });
});
