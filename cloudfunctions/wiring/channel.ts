/**
 * The one place that knows which way of paying a hospital has: settings and secrets to a channel. What
 * only asks, what sends refunds and what reads bills are made apart, so that a function holds only what
 * it is given (money rule 9).
 */
import { fetchHttp } from '../adapters/https';
import { fetchHttpStreams } from '../adapters/https-stream';
import { timerPause } from '../adapters/pause';
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
import type { BillSource } from '../ports/bill-source';
import type { NameVerifier } from '../ports/name-verifier';
import type { NoticeReader } from '../ports/notice-reader';
import type { PaymentChannel } from '../ports/payment-channel';
import type { RefundAsker, RefundSender } from '../ports/refund-channel';
import { readMedInsSecrets, readPaymentSecrets } from '../settings/settings';
import { SettingsError } from '../settings/settings-error';
import { NO_AUTHORISER, NO_NAME_CHECK } from './absent';
import { openBase } from './base';
import { channelsOf, sendersOf } from './by-channel';

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

/** What a function with payment keys begins with. Throws SettingsError or ConfigInvalid. */
export function openChannel(name: string) {
  const opened = openBase(name);
  return { ...opened, payinsurance: payInsuranceParts(opened), medins: medInsParts(opened) };
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

export function channelOf({ payinsurance, medins, settings }: Opened): ChannelParts {
  const first = payinsurance && createPayInsurance(payinsurance.config, payinsurance.deps);
  const second = medins && createMedIns(medins.config, medins.deps);
  const known = {
    ...(first === undefined ? {} : { payinsurance: first }),
    ...(second === undefined ? {} : { medins: second }),
  };
  const isFirst = settings.channel === 'payinsurance';
  return {
    channel: channelsOf(settings.channel, known),
    verifier: (isFirst ? first : undefined) ?? NO_NAME_CHECK,
    authoriser: second ?? NO_AUTHORISER,
    noticePaths: [
      ...pathsOf(first, ['/payinsurance']),
      ...pathsOf(second, ['/medins', '/medins-cash', '/medins-refund']),
    ],
  };
}

function pathsOf(
  reader: NoticeReader | undefined,
  paths: readonly string[],
): readonly NoticePath[] {
  return reader === undefined ? [] : paths.map((path) => ({ path, reader }));
}

/** For the function `refund` alone. */
export function senderOf({ payinsurance, medins }: Opened): RefundSender {
  return sendersOf({
    ...(payinsurance === undefined
      ? {}
      : { payinsurance: createPayInsuranceRefunds(payinsurance.config, payinsurance.deps) }),
    ...(medins === undefined ? {} : { medins: createMedInsRefunds(medins.config, medins.deps) }),
  });
}

/** For the function that reconciles: the books of the way that is chosen. */
export function billsOf({ payinsurance, medins, settings }: Opened): BillSource {
  const streams = fetchHttpStreams;
  if (settings.channel === 'medins' && medins !== undefined) {
    return createMedInsBills(medins.config, { ...medins.deps, streams });
  }
  if (settings.channel === 'payinsurance' && payinsurance !== undefined) {
    return createBillSource(payinsurance.config, { ...payinsurance.deps, streams });
  }
  throw new SettingsError(settings.channel, 'must be given');
}
