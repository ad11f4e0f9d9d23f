/**
 * The section of 医保码一码付 at counters: which part comes first, where the counter service answers, and
 * the merchant that charges payment codes (WeChat Pay APIv3 付款码支付). What the regional centre needs is
 * the counter service's own business: settings/counter-service.ts. No secrets.
 */
import * as z from 'zod';
import { address, type EnvironmentName } from './addresses';
import { appid, heldIds, merchant, platformKey, serial } from './apiv3';

const httpsOnly = (environment: EnvironmentName) =>
  address(environment, 256).refine(
    (text) => text.startsWith('https://'),
    'must begin with https://: it is reached over mutual TLS',
  );

/** `first` has no default: the hospital decides (trap 41). */
export function onecode(environment: EnvironmentName) {
  const payment = {
    appid,
    mchid: merchant,
    certificateSerial: serial,
    apiBaseUrl: address(environment, 256),
    fallbackBaseUrl: address(environment, 256),
    platformKeys: z.array(platformKey).min(1).max(5),
  };
  return z.strictObject({
    first: z.enum(['insurance', 'cash']),
    service: z.strictObject({ baseUrl: httpsOnly(environment) }),
    payment: heldIds(
      z.discriminatedUnion('mode', [
        z.strictObject({ mode: z.literal('merchant'), ...payment }),
        z.strictObject({
          mode: z.literal('service-provider'),
          ...payment,
          subMchid: merchant,
          subAppid: z.exactOptional(appid),
        }),
      ]),
    ),
  });
}
