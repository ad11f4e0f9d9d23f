/**
 * The shape of YIBAO_SETTINGS: no secrets in it, no field that we don't know. The two modes of
 * 医保支付 1.0 are a union (interface document v2.4 §2.1, §2.2).
 */
import * as z from 'zod';
import { hospitalId, type HospitalId } from '../domain/ids';
import { address, type EnvironmentName } from './addresses';
import { medins } from './medins';
import { onecode } from './onecode';
import { reminderTemplates } from './reminders';
import { retentionOverrides } from './retention';
import { reconOverrides, ruleOverrides } from './rules';

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must not be longer than ${most} characters`)
    .regex(/^[^\p{C}]*$/u, 'must not hold control characters');
const cityId = z.string().regex(/^\d{6}$/, 'must be six digits');
const appid = z.string().regex(/^wx[0-9A-Za-z]{6,30}$/, 'must be an appid, wx…');
const merchant = z.string().regex(/^[0-9A-Za-z]{1,32}$/, 'must be a merchant number');

const hospital = z.strictObject({
  id: z.string().transform((value, context): HospitalId => {
    try {
      return hospitalId(value);
    } catch {
      const message = 'must be 1–32 letters, digits or -';
      context.issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    }
  }),
  name: text(32),
  phone: z.string().regex(/^[0-9+() -]{3,20}$/, 'must be a telephone number'),
  address: text(64),
  cityId,
});

const tokenSource = (environment: EnvironmentName) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('token') }),
    z.strictObject({ kind: z.literal('stable-token') }),
    z.strictObject({
      kind: z.literal('external'),
      url: address(environment, 2048, { query: true, slashAtEnd: true }),
    }),
  ]);

function payinsurance(environment: EnvironmentName) {
  const common = {
    appid,
    mchId: merchant,
    apiBaseUrl: address(environment, 256),
    notifyUrl: address(environment, 256),
    /** The order number is added to it, so there must be room. */
    returnUrl: address(environment, 76, { slashAtEnd: true }),
    isDept: z.exactOptional(z.enum(['1', '4', '5'])),
    channelNo: z.exactOptional(text(32)),
    limitPay: z.exactOptional(z.literal('no_credit')),
    cityId: z.exactOptional(cityId),
  };
  return z.discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('service-provider'),
      ...common,
      subAppid: appid,
      subMchId: merchant,
    }),
    z.strictObject({
      mode: z.literal('independent'),
      ...common,
      tokenSource: tokenSource(environment),
    }),
  ]);
}

/** The first look: which environment the rest is judged by. */
export const environmentOnly = z.object({ environment: z.enum(['sandbox', 'production']) });

/** The settings of that environment. */
export function settingsSchema(environment: EnvironmentName) {
  return z.strictObject({
    environment: z.literal(environment),
    hospital,
    his: z.strictObject({ baseUrl: address(environment, 256) }),
    /** Which way of paying is used; its section must be there, the other one may. */
    channel: z.enum(['payinsurance', 'medins']),
    payinsurance: z.exactOptional(payinsurance(environment)),
    medins: z.exactOptional(medins(environment)),
    /** 一码付 at counters, beside whichever way the patients' phones pay. */
    onecode: z.exactOptional(onecode(environment)),
    rules: z.exactOptional(ruleOverrides),
    reconciliation: z.exactOptional(reconOverrides),
    /** How long what helps nobody any more is kept. */
    retention: z.exactOptional(retentionOverrides),
    /** Templates of subscribe messages. */
    reminders: z.exactOptional(reminderTemplates),
    /** The service behind the insurance card (trap 42); its token is a variable of its own. */
    insuranceCard: z.exactOptional(z.strictObject({ baseUrl: address(environment, 256) })),
    /** Openids of those who may let staff in. */
    administrators: z.exactOptional(z.array(z.string().regex(/^[A-Za-z0-9_-]{6,64}$/)).max(10)),
  });
}

export type SettingsDocument = z.output<ReturnType<typeof settingsSchema>>;
