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
import { NO_AUTHORISER, NO_NAME_CHECK } from './absent';
import { openBase } from './base';

/** What a function with payment keys begins with. Throws SettingsError or ConfigInvalid. */
export function openChannel(name: string) {
  const opened = openBase(name);
  const { base, his, ids, settings, stores, storeTimeoutMs, variables } = opened;
  const common = { http: fetchHttp, clock: base.clock, ids, log: base.log, rules: base.rules };
  if (settings.channel === 'medins') {
    const config = medInsConfig(settings.medins, readMedInsSecrets(variables), settings.hospital);
    const deps = { ...common, bureau: his.insurance };
    return { ...opened, made: { channel: settings.channel, config, deps } };
  }
  const config = payInsuranceConfig(
    settings.payinsurance,
    readPaymentSecrets(settings.payinsurance, variables),
    settings.hospital,
  );
  const { tokens, lease } = stores;
  const deps = { ...common, tokens, lease, pause: timerPause, storeTimeoutMs };
  return { ...opened, made: { channel: settings.channel, config, deps } };
}

export type Opened = ReturnType<typeof openChannel>;

export interface ChannelParts {
  readonly channel: PaymentChannel & RefundAsker & NoticeReader;
  readonly verifier: NameVerifier;
  readonly authoriser: Authoriser;
  /** Where the platform tells of payments: the ends of the addresses, behind /notify. */
  readonly noticePaths: readonly string[];
}

export function channelOf({ made }: Opened): ChannelParts {
  if (made.channel === 'medins') {
    const channel = createMedIns(made.config, made.deps);
    const noticePaths = ['/medins', '/medins-cash', '/medins-refund'];
    return { channel, verifier: NO_NAME_CHECK, authoriser: channel, noticePaths };
  }
  const channel = createPayInsurance(made.config, made.deps);
  const noticePaths = ['/payinsurance'];
  return { channel, verifier: channel, authoriser: NO_AUTHORISER, noticePaths };
}

/** For the function `refund` alone. */
export function senderOf({ made }: Opened): RefundSender {
  return made.channel === 'medins'
    ? createMedInsRefunds(made.config, made.deps)
    : createPayInsuranceRefunds(made.config, made.deps);
}

/** For the function that reconciles. */
export function billsOf({ made }: Opened): BillSource {
  return made.channel === 'medins'
    ? createMedInsBills(made.config, { ...made.deps, streams: fetchHttpStreams })
    : createBillSource(made.config, { ...made.deps, streams: fetchHttpStreams });
}
