/** What the functions that hold the payment keys are made of: the base and the channel on top of it. */
import { fetchHttp } from '../adapters/https';
import { fetchHttpStreams } from '../adapters/https-stream';
import { timerPause } from '../adapters/pause';
import { cloudRefundDesk } from '../adapters/refund-desk';
import {
  createBillSource,
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceConfig,
} from '../channels/payinsurance';
import { readPaymentSecrets } from '../settings/settings';
import { openBase } from './base';
import { reminderDeps, reminderKinds } from './reminders';

/** The channel's configuration and what it works with. Throws SettingsError or ConfigInvalid. */
function openChannel(name: string) {
  const opened = openBase(name);
  const { base, ids, settings, stores, storeTimeoutMs, variables } = opened;
  const config = payInsuranceConfig(
    settings.payinsurance,
    readPaymentSecrets(settings.payinsurance, variables),
    settings.hospital,
  );
  const channelDeps = {
    http: fetchHttp,
    tokens: stores.tokens,
    lease: stores.lease,
    clock: base.clock,
    ids,
    pause: timerPause,
    log: base.log,
    rules: base.rules,
    storeTimeoutMs,
  };
  return { ...opened, config, channelDeps };
}

type Opened = ReturnType<typeof openChannel>;

function moverOf(opened: Opened) {
  const { base, channelDeps, config, his, stores } = opened;
  const channel = createPayInsurance(config, channelDeps);
  const desk = cloudRefundDesk(base.log, timerPause);
  const { refunds, settler, visits } = his;
  const kinds = reminderKinds(opened);
  const hospital = { settler, refunds, visits };
  return { ...base, ...stores, ...hospital, channel, desk, reminderKinds: kinds };
}

/** Everything that moves orders along; refunds are sent by the function `refund` alone. */
export function openPayment(name: string) {
  const opened = openChannel(name);
  const { door, his, ids, settings } = opened;
  const { administrators = [] } = settings;
  return { administrators, door, his, ids, mover: moverOf(opened) };
}

/** The same, and what reconciliation reads. */
export function openClockworkParts(name: string) {
  const opened = openChannel(name);
  const { channelDeps, config, door, his, ids, settings } = opened;
  const bills = createBillSource(config, { ...channelDeps, streams: fetchHttpStreams });
  const reminding = reminderDeps(opened);
  const mover = moverOf(opened);
  return { bills, door, his, ids, mover, reminding, reconRules: settings.reconciliation };
}

/** The desk that sends refunds. */
export function openRefundDesk(name: string) {
  const { base, channelDeps, config, door, his, stores } = openChannel(name);
  const sender = createPayInsuranceRefunds(config, channelDeps);
  return { door, deps: { ...base, ...stores, sender, refunds: his.refunds } };
}
