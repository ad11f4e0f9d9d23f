/**
 * Refunds and bills of 2.0 against the simulated WeChat Pay, over HTTP with the real adapters, in both
 * ways of access (money rules 9 and 11): what our channel writes is what a strict platform takes.
 */
import { deadlineIn } from '../../cloudfunctions/adapters/clock';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { fetchHttpStreams } from '../../cloudfunctions/adapters/https-stream';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import {
  createMedIns,
  createMedInsBills,
  createMedInsRefunds,
  medInsConfig,
  type MedInsConfig,
} from '../../cloudfunctions/channels/medins';
import { orderNo, refundNoOf } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { BillItem } from '../../cloudfunctions/ports/bill-source';
import type { InsuranceBureau, UploadState } from '../../cloudfunctions/ports/insurance-bureau';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { SECTION } from '../unit/medins-calls-bench';
import {
  CASH_ONLY,
  inCashier,
  INSURANCE_ONLY,
  place,
  subOf,
  type Mode,
} from './wechatpay-messages';
import { startRig, type Body, type Rig } from './wechatpay-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const deadline = deadlineIn(60_000);

function configOf(mode: Mode): MedInsConfig {
  const { keys, url } = rig;
  const account = mode === 'merchant' ? keys.merchant : keys.provider;
  const { publicKey } = keys.platform;
  const section = {
    ...SECTION,
    appid: account.appid,
    mchid: account.mchid,
    certificateSerial: account.serial,
    apiBaseUrl: url,
    fallbackBaseUrl: url.replace('127.0.0.1', 'localhost'),
    refundNotifyUrl: `${rig.receiver.url}/notify/medins-refund`,
    platformKeys: [{ id: publicKey.id, pem: publicKey.rsa().publicPem }],
    encryptWith: publicKey.id,
  };
  const secrets = {
    privateKey: account.rsa().privatePem,
    apiV3Key: account.apiV3Key,
    partnerSecret: 'partner-secret',
  };
  const { mchid: subMchid, appid: subAppid } = subOf(rig);
  const hospital = { name: '示例市第一人民医院' };
  return mode === 'merchant'
    ? medInsConfig({ ...section, mode: 'merchant' }, secrets, hospital)
    : medInsConfig({ ...section, mode: 'service-provider', subMchid, subAppid }, secrets, hospital);
}

/** A bureau that remembers, whose time is the platform's. */
function bureau(status: UploadState['status']): InsuranceBureau {
  let state: UploadState = { status };
  const never = (): never => {
    throw new Error('was not expected');
  };
  return {
    upload: never,
    price: never,
    revoke: never,
    state: () => Promise.resolve({ ok: true, value: state }),
    refund: ({ refundNo }) => {
      const { refundedAt = rig.clock.now() } = state;
      state = { status: 'refunded', refundNo, refundedAt };
      return Promise.resolve({ ok: true, value: { refundedAt } });
    },
  };
}

function channel(mode: Mode, status: UploadState['status'] = 'settled') {
  const config = configOf(mode);
  const { log } = listeningLog();
  const deps = {
    http: fetchHttp,
    streams: fetchHttpStreams,
    clock: rig.clock,
    ids: cryptoIds,
    log,
    rules: DEFAULT_RULES,
    bureau: bureau(status),
  };
  return {
    asker: createMedIns(config, deps),
    sender: createMedInsRefunds(config, deps),
    bills: createMedInsBills(config, deps),
  };
}

async function paid(mode: Mode, more: Body = {}): Promise<RefundRequest> {
  const placed = await place(rig, mode, more);
  await inCashier(rig, placed);
  const number = orderNo(placed.no);
  const insured = more.mix_pay_type !== 'CASH_ONLY';
  const cash = fen(more.mix_pay_type === 'INSURANCE_ONLY' ? 0 : 300);
  const part = (sum: number) => fen(insured ? sum : 0);
  return {
    orderNo: number,
    channel: 'medins',
    insured,
    refundNo: refundNoOf(number),
    kind: 'clinic',
    mode: 'whole',
    cash,
    insurance: part(700),
    serialNo: 'S20260302001',
    paid: { cash, fund: part(500), self: part(150), other: part(50) },
    platformTradeNo: placed.mixTradeNo,
  };
}

const MODES = ['merchant', 'partner'] as const;

describe.each(MODES)('%s', (mode) => {
  test.each<[string, Body, UploadState['status']]>([
    ['cash beside insurance', {}, 'settled'],
    ['insurance alone', INSURANCE_ONLY, 'settled'],
    ['cash alone', CASH_ONLY, 'none'],
  ])('%s goes back, sent twice or once', async (_what, more, status) => {
    const { asker, sender } = channel(mode, status);
    const request = await paid(mode, more);
    const told = request.insurance > 0;
    const ask = (isTold: boolean) => asker.queryRefund({ ...request, told: isTold }, deadline);
    expect(await ask(false)).toEqual({ kind: 'not-found' });
    const first = await sender.refund(request, deadline);
    expect(first).toMatchObject({ kind: 'taken', ...(told ? { told } : {}) });
    rig.clock.advance(60_000);
    expect(await sender.refund(request, deadline)).toEqual(first);
    expect(await ask(told)).toMatchObject({
      kind: 'evidence',
      evidence: { ours: true, state: 'refunded', refundNo: request.refundNo },
    });
  });

  test('the bill of the day lists cash, and refunds of it, to the fen', async () => {
    const { sender, bills } = channel(mode);
    const request = await paid(mode);
    const insured = await paid(mode, INSURANCE_ONLY);
    await sender.refund(request, deadline);
    rig.clock.advance(60_000);
    expect(await bills.open('20260302', 'all', deadline)).toMatchObject({ kind: 'unknown' });
    rig.clock.advance(86_400_000 * 2);
    const opening = await bills.open('20260302', 'all', deadline);
    if (opening.kind !== 'open') throw new Error(JSON.stringify(opening));
    const items: BillItem[] = [];
    for await (const item of opening.items) items.push(item);
    const sums = { total: 300, cash: 300, insurance: 0, ours: true };
    expect(items).toMatchObject([
      { kind: 'row', row: { kind: 'payment', orderNo: request.orderNo, state: 'paid', ...sums } },
      { kind: 'row', row: { kind: 'refund', refundNo: request.refundNo, ...sums } },
    ]);
    expect(JSON.stringify(items)).not.toContain(insured.orderNo);
    expect(await bills.open('20260303', 'all', deadline)).toEqual({ kind: 'not-yet', empty: true });
  });

  test('a bill that is cut is broken', async () => {
    const { bills } = channel(mode);
    await paid(mode);
    rig.clock.advance(86_400_000 * 2);
    rig.platform.engine.bills.plan('2026-03-02', { cut: true });
    const opening = await bills.open('20260302', 'all', deadline);
    if (opening.kind !== 'open') throw new Error(JSON.stringify(opening));
    const read = async (): Promise<void> => {
      for await (const item of opening.items) expect(item.kind).toBe('row');
    };
    await expect(read()).rejects.toMatchObject({ fault: 'digest' });
  });
});
