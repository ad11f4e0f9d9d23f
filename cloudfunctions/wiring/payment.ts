/** What the functions that hold the payment keys are made of: the base and the channel on top of it. */
import { fetchHttp } from '../adapters/https';
import { timerPause } from '../adapters/pause';
import { createPayInsurance, payInsuranceConfig } from '../channels/payinsurance';
import { readPaymentSecrets } from '../settings/settings';
import { openBase } from './base';

/** Throws SettingsError, or ConfigInvalid from the channel's own look at its section. */
export function openPayment(name: string) {
  const opened = openBase(name);
  const { base, ids, settings, stores, storeTimeoutMs, variables } = opened;
  const config = payInsuranceConfig(
    settings.payinsurance,
    readPaymentSecrets(settings.payinsurance, variables),
    settings.hospital,
  );
  const channel = createPayInsurance(config, {
    http: fetchHttp,
    tokens: stores.tokens,
    lease: stores.lease,
    clock: base.clock,
    ids,
    pause: timerPause,
    log: base.log,
    rules: base.rules,
    storeTimeoutMs,
  });
  return { ...opened, channel };
}
