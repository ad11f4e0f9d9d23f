/** The product's channel of a world, made as wiring makes it: what asks apart from what sends refunds. */
import { createMedIns, createMedInsRefunds } from '../../cloudfunctions/channels/medins';
import {
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceConfig,
  type PayInsuranceDeps,
} from '../../cloudfunctions/channels/payinsurance';
import type { Authoriser } from '../../cloudfunctions/ports/authoriser';
import type { InsuranceBureau } from '../../cloudfunctions/ports/insurance-bureau';
import type { NoticeReader } from '../../cloudfunctions/ports/notice-reader';
import type { PaymentChannel } from '../../cloudfunctions/ports/payment-channel';
import type { RefundAsker, RefundSender } from '../../cloudfunctions/ports/refund-channel';
import { OWN_INSURANCE, type PayScope } from '../../cloudfunctions/usecases/pay-scope';
import { NO_AUTHORISER } from '../../cloudfunctions/wiring/absent';
import { channelSecrets, channelSettings } from './people';
import type { Schedule } from './schedule';
import { INSURED_SCOPE, medInsSettings } from './settings-v2';
import { ORIGIN } from './transport';

const STORE_TIMEOUT_MS = 4_000;

type Deps = Omit<PayInsuranceDeps, 'storeTimeoutMs'> & { readonly bureau: InsuranceBureau };

export interface Made {
  readonly channel: PaymentChannel & RefundAsker & NoticeReader;
  readonly authoriser: Authoriser;
  /** For the function `refund` alone; made when it is asked for. */
  readonly sender: () => RefundSender;
}
/** The channel of one invocation. */
export type ChannelMaker = (deps: Deps) => Made;

export function scopeFor(channel: Schedule['channel']): PayScope {
  return channel === 'medins' ? INSURED_SCOPE : OWN_INSURANCE;
}

type Config = ReturnType<typeof payInsuranceConfig>;
type Hospital = Parameters<typeof payInsuranceConfig>[2];
/** The same in all runs without sockets. */
const parsed = new Map<Schedule['mode'], Config>();

function configFor(mode: Schedule['mode'], origin: string, hospital: Hospital): Config {
  const known = origin === ORIGIN ? parsed.get(mode) : undefined;
  if (known !== undefined) return known;
  const made = payInsuranceConfig(channelSettings(mode, origin), channelSecrets(mode), hospital);
  if (origin === ORIGIN) parsed.set(mode, made);
  return made;
}

export function channelFor(
  { channel: which, mode }: Schedule,
  origin: string,
  hospital: Hospital,
): ChannelMaker {
  if (which === 'medins') {
    const config = medInsSettings(mode, origin, hospital);
    return (deps) => {
      const channel = createMedIns(config, deps);
      return { channel, authoriser: channel, sender: () => createMedInsRefunds(config, deps) };
    };
  }
  const config = configFor(mode, origin, hospital);
  return (given) => {
    const deps: PayInsuranceDeps = { ...given, storeTimeoutMs: STORE_TIMEOUT_MS };
    const channel = createPayInsurance(config, deps);
    const sender = () => createPayInsuranceRefunds(config, deps);
    return { channel, authoriser: NO_AUTHORISER, sender };
  };
}
