/**
 * The 1.0 channel on the strict platform over real HTTP, for the wire tests: accounts in both modes, a
 * client, requests that the platform accepts.
 */
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { timerPause } from '../../cloudfunctions/adapters/pause';
import {
  appSecret,
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceKey,
  type IndependentConfig,
  type PayInsuranceConfig,
  type PayInsuranceDeps,
  type ServiceProviderConfig,
} from '../../cloudfunctions/channels/payinsurance';
import { openId, orderNo, refundNoOf, type OrderNo } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import type { Fault } from '../../sandbox/control/faults';
import { FOREVER, listeningLog } from '../support/doubles';
import { memoryLease, memoryTokens } from '../support/memory-stores';
import { REQUEST } from '../support/payinsurance-bench';
import { startReceiver } from './platform-receiver';
import { CARD, HOSPITAL, INDEPENDENT, json, PROVIDER, startRig } from './platform-support';
import { ZERO } from '../../miniprogram/shared/fen';

export async function clientRig() {
  const rig = await startRig();
  const receiver = await startReceiver();
  let drawn = 0;
  let numbers = 0;

  const common = {
    hospitalName: '示例市第一人民医院',
    apiBaseUrl: rig.url,
    notifyUrl: receiver.url,
    returnUrl: 'https://hospital.example/back',
    cityId: '449900',
    isDept: '4' as const,
  };
  const asProvider: ServiceProviderConfig = {
    ...common,
    mode: 'service-provider',
    key: payInsuranceKey(PROVIDER.key),
    appid: PROVIDER.appid,
    mchId: PROVIDER.mchId,
    agentSecret: appSecret(PROVIDER.secret),
    subAppid: HOSPITAL.appid,
    subMchId: HOSPITAL.mchId,
  };
  const asIndependent = (kind: 'token' | 'stable-token'): IndependentConfig => ({
    ...common,
    mode: 'independent',
    key: payInsuranceKey(INDEPENDENT.key),
    appid: INDEPENDENT.appid,
    mchId: INDEPENDENT.mchId,
    tokenSource: { kind, appSecret: appSecret(INDEPENDENT.secret) },
  });

  /** With a store of its own: two clients do not know of each other's tokens. */
  function client(
    config: PayInsuranceConfig = asProvider,
    httpTimeoutMs = DEFAULT_RULES.httpTimeoutMs,
  ) {
    const listening = listeningLog();
    const hex = (bytes: number) => {
      drawn += 1;
      return drawn.toString(16).padStart(bytes * 2, '0');
    };
    const deps: PayInsuranceDeps = {
      http: fetchHttp,
      tokens: memoryTokens(),
      lease: memoryLease(),
      clock: rig.clock,
      log: listening.log,
      pause: timerPause,
      rules: { ...DEFAULT_RULES, httpTimeoutMs },
      storeTimeoutMs: 4_000,
      ids: { hex },
    };
    return {
      channel: createPayInsurance(config, deps),
      sender: createPayInsuranceRefunds(config, deps),
      ...listening,
    };
  }

  function request(more: Partial<PlaceRequest> = {}): PlaceRequest {
    numbers += 1;
    return {
      ...REQUEST,
      orderNo: orderNo(`Y20260302${numbers.toString(16).padStart(26, '0')}`),
      payer: openId('o-zhang'),
      patient: { name: '张三', idType: 1, idDigest: CARD },
      ...more,
    };
  }

  return {
    ...rig,
    receiver,
    asProvider,
    asIndependent,
    client,
    request,
    plant: (call: string, fault: Fault) => rig.faults.plant(`payinsurance.${call}`, fault),
    /** What happens in the cashier. */
    cashier: (no: OrderNo, outcome: string) =>
      json(rig, 'POST', '/sandbox/api/payinsurance/pay', { hospOutTradeNo: no, outcome }),
    flushNotices: async () =>
      (await json(rig, 'POST', '/sandbox/api/payinsurance/notices/flush')).body,
    close: async () => {
      await receiver.close();
      await rig.close();
    },
  };
}

export type ClientRig = Awaited<ReturnType<typeof clientRig>>;

/** A paid order of 5000 fen cash and 15000 insurance, unless told otherwise; and all of it as a refund. */
export async function paidRefund(
  rig: ClientRig,
  more: Partial<PlaceRequest> = {},
  client = rig.client(rig.asProvider, 600),
) {
  const order = rig.request(more);
  const placed = await client.channel.place(order, FOREVER);
  if (placed.kind !== 'accepted') throw new Error(JSON.stringify(placed));
  await rig.cashier(order.orderNo, 'paid');
  const { billNo, session, amounts } = order;
  const sums = {
    insured: false,
    cash: amounts.cash,
    insurance: amounts.insurance,
    mode: 'whole',
  } as const;
  const channel = 'payinsurance' as const;
  const numbers = { orderNo: order.orderNo, channel, refundNo: refundNoOf(order.orderNo), ...sums };
  const { insurance: fund } = amounts;
  const refund: RefundRequest = {
    ...numbers,
    kind: 'clinic',
    paid: { cash: amounts.cash, fund, self: ZERO, other: ZERO },
    serialNo: order.serialNo,
    ...(billNo === undefined ? {} : { billNo }),
    ...(session === undefined ? {} : { session }),
  };
  const act = (how: Parameters<typeof rig.platform.engine.refunds.act>[1]) =>
    rig.platform.engine.refunds.act({ hospOutRefundNo: numbers.refundNo }, how);
  const ask = (platformRefundNo?: string) =>
    client.channel.queryRefund(
      { ...numbers, told: false, ...(platformRefundNo === undefined ? {} : { platformRefundNo }) },
      FOREVER,
    );
  return { ...client, order, numbers, refund, act, ask };
}
