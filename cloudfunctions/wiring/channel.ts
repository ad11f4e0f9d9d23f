/**
 * The one place that knows which way of paying a hospital has: settings and secrets to a channel. What
 * only asks, what sends refunds and what reads bills are made apart, so that a function holds only what
 * it is given (money rule 9).
 */
import { fetchHttp } from '../adapters/https';
import { fetchHttpStreams } from '../adapters/https-stream';
import { timerPause } from '../adapters/pause';
import {
  codepayConfig,
  createCodepay,
  createCodepayBills,
  createCodepayRefunds,
} from '../channels/codepay';
import { createCounter, createCounterRefunds } from '../channels/counter';
import {
  createMedIns,
  createMedInsBills,
  createMedInsRefunds,
  medInsConfig,
} from '../channels/medins';
import {
  createBillSource,
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceConfig,
} from '../channels/payinsurance';
import type { Authoriser } from '../ports/authoriser';
import type { PlatformBills } from '../ports/bill-source';
import type { NameVerifier } from '../ports/name-verifier';
import type { OneCode } from '../ports/one-code';
import type { NoticeReader } from '../ports/notice-reader';
import type { PaymentChannel } from '../ports/payment-channel';
import type { RefundAsker, RefundSender } from '../ports/refund-channel';
import { readMedInsSecrets, readOneCodeSecrets, readPaymentSecrets } from '../settings/settings';
import { NO_AUTHORISER, NO_NAME_CHECK } from './absent';
import { openBase } from './base';
import { channelsOf, sendersOf } from './by-channel';
import { accountOf, platformBills, type BillsOfWay } from './platform-bills';

type Base = ReturnType<typeof openBase>;

function commonOf({ base, ids }: Base) {
  return { http: fetchHttp, clock: base.clock, ids, log: base.log, rules: base.rules };
}

function payInsuranceParts(opened: Base) {
  const { settings, stores, storeTimeoutMs, variables } = opened;
  const { payinsurance, hospital } = settings;
  if (payinsurance === undefined) return undefined;
  const secrets = readPaymentSecrets(payinsurance, variables);
  const { tokens, lease } = stores;
  const deps = { ...commonOf(opened), tokens, lease, pause: timerPause, storeTimeoutMs };
  return { config: payInsuranceConfig(payinsurance, secrets, hospital), deps };
}

function medInsParts(opened: Base) {
  const { his, settings, variables } = opened;
  const { medins, hospital } = settings;
  if (medins === undefined) return undefined;
  const config = medInsConfig(medins, readMedInsSecrets(variables), hospital);
  return { config, deps: { ...commonOf(opened), bureau: his.insurance } };
}

function oneCodeParts(opened: Base) {
  const { base, his, settings, variables } = opened;
  const { onecode } = settings;
  if (onecode === undefined) return undefined;
  const config = codepayConfig(onecode.payment, readOneCodeSecrets(variables));
  const { clock, log, rules } = base;
  return {
    config,
    deps: commonOf(opened),
    parts: { insurance: his.counterInsurance, clock, log, rules },
  };
}

/** What a function with payment keys begins with. Throws SettingsError or ConfigInvalid. */
export function openChannel(name: string) {
  const opened = openBase(name);
  const [payinsurance, medins] = [payInsuranceParts(opened), medInsParts(opened)];
  return { ...opened, payinsurance, medins, onecode: oneCodeParts(opened) };
}

export type Opened = ReturnType<typeof openChannel>;

/** Where the platform tells of payments: the end of the address, behind /notify. */
export interface NoticePath {
  readonly path: string;
  readonly reader: NoticeReader;
}

export interface ChannelParts {
  readonly channel: PaymentChannel & RefundAsker;
  readonly verifier: NameVerifier;
  readonly authoriser: Authoriser;
  readonly noticePaths: readonly NoticePath[];
}

/** `oneCode`: the way to the counter service, of the function whose new orders go through it. */
export function channelOf(opened: Opened, oneCode?: OneCode): ChannelParts {
  const { payinsurance, medins, onecode, settings } = opened;
  const first = payinsurance && createPayInsurance(payinsurance.config, payinsurance.deps);
  const second = medins && createMedIns(medins.config, medins.deps);
  const known = {
    ...(first === undefined ? {} : { payinsurance: first }),
    ...(second === undefined ? {} : { medins: second }),
    ...(onecode === undefined ? {} : { onecode: counterOf(onecode, oneCode) }),
  };
  const isFirst = settings.channel === 'payinsurance';
  return {
    channel: channelsOf(oneCode === undefined ? settings.channel : 'onecode', known),
    verifier: (isFirst ? first : undefined) ?? NO_NAME_CHECK,
    authoriser: second ?? NO_AUTHORISER,
    noticePaths: [
      ...pathsOf(first, ['/payinsurance']),
      ...pathsOf(second, ['/medins', '/medins-cash', '/medins-refund']),
    ],
  };
}

function counterOf({ config, deps, parts }: NonNullable<Opened['onecode']>, oneCode?: OneCode) {
  const payment = createCodepay(config, deps);
  return createCounter({ payment, ...parts, ...(oneCode === undefined ? {} : { oneCode }) });
}

function pathsOf(
  reader: NoticeReader | undefined,
  paths: readonly string[],
): readonly NoticePath[] {
  return reader === undefined ? [] : paths.map((path) => ({ path, reader }));
}

/** For the function `refund` alone. */
export function senderOf({ payinsurance, medins, onecode }: Opened): RefundSender {
  return sendersOf({
    ...(onecode === undefined
      ? {}
      : {
          onecode: createCounterRefunds({
            ...onecode.parts,
            payment: {
              ...createCodepay(onecode.config, onecode.deps),
              ...createCodepayRefunds(onecode.config, onecode.deps),
            },
          }),
        }),
    ...(payinsurance === undefined
      ? {}
      : { payinsurance: createPayInsuranceRefunds(payinsurance.config, payinsurance.deps) }),
    ...(medins === undefined ? {} : { medins: createMedInsRefunds(medins.config, medins.deps) }),
  });
}

/** For the function that reconciles: the books of every way that is configured, the chosen one first. */
export function billsOf(opened: Opened): readonly PlatformBills[] {
  const { payinsurance, medins, onecode, settings } = opened;
  const streams = fetchHttpStreams;
  const ways: BillsOfWay[] = [];
  if (payinsurance !== undefined) {
    const source = createBillSource(payinsurance.config, { ...payinsurance.deps, streams });
    ways.push({ name: 'payinsurance', source });
  }
  if (medins !== undefined) {
    const source = createMedInsBills(medins.config, { ...medins.deps, streams });
    ways.push({ name: 'medins', source, account: accountOf(medins.config) });
  }
  if (onecode !== undefined) {
    // behind 2.0: a bill that both stand in is read as 2.0's, which leaves out no kind of trade
    const source = createCodepayBills(onecode.config, { ...onecode.deps, streams });
    ways.push({ name: 'onecode', source, account: accountOf(onecode.config) });
  }
  const isChosen = ({ name }: BillsOfWay): boolean => name === settings.channel;
  const left = ways
    .filter((way) => !isChosen(way))
    .map((way) => (way.name === 'onecode' ? way : ({ ...way, retired: true } as const)));
  return platformBills([...ways.filter(isChosen), ...left]);
}
