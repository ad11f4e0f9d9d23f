/**
 * The section of 移动医保支付 2.0: merchant or service provider, the ring of the platform's public keys,
 * the hospital as the bureau knows it, and the authorisation before an insured order. No secrets.
 */
import * as z from 'zod';
import { address, type EnvironmentName } from './addresses';
import { appid, heldIds, merchant, platformKey, serial, text, visible } from './apiv3';

/** "lng,lat" in degrees. */
const place = z
  .string()
  .max(40)
  .regex(/^-?\d{1,3}(?:\.\d{1,6})?,-?\d{1,2}(?:\.\d{1,6})?$/, 'must be "longitude,latitude"');

const authorisation = (environment: EnvironmentName) =>
  z.strictObject({
    appId: appid,
    /** The bureau's test environment; never in production. */
    trial: z.exactOptional(
      environment === 'production'
        ? z.literal(false, 'must not be true in production')
        : z.boolean(),
    ),
    cityCode: visible(16),
    channel: visible(32),
    orgChnlCrtfCodg: visible(128),
    orgCodg: visible(32),
    orgAppId: visible(64),
    userQueryBaseUrl: address(environment, 256),
    partnerId: visible(64),
  });

/** The section; in production `testEnv` is refused (money rule 4: what is taken must be real). */
export function medins(environment: EnvironmentName) {
  const common = {
    appid,
    mchid: merchant,
    certificateSerial: serial,
    apiBaseUrl: address(environment, 256),
    fallbackBaseUrl: address(environment, 256),
    callbackUrl: address(environment, 256),
    cashNotifyUrl: address(environment, 256),
    refundNotifyUrl: address(environment, 256),
    platformKeys: z.array(platformKey).min(1).max(5),
    /** The id of the key that encrypts names and digests. */
    encryptWith: z.string(),
    medInstName: text(128),
    medInstNo: visible(32),
    cityId: visible(8),
    hospitalPlace: place,
    channelNo: z.exactOptional(visible(32)),
    passthrough: z.exactOptional(z.literal(true)),
    testEnv:
      environment === 'production'
        ? z.exactOptional(z.literal(false, 'must not be true in production'))
        : z.exactOptional(z.boolean()),
    authorisation: authorisation(environment),
  };
  return heldIds(
    z.discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('merchant'), ...common }),
      z.strictObject({
        mode: z.literal('service-provider'),
        ...common,
        subMchid: merchant,
        subAppid: appid,
      }),
    ]),
  );
}
