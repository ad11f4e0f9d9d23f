/**
 * What the functions are deployed with in the sandbox: the settings of a hospital as plain data, and
 * the secrets as variables of their own, as docs/deploy describes them for production.
 */

import { createHash } from 'node:crypto';
import { templateSettings } from './cloud/message-templates';
import type { Secrets } from './secrets';

/** The person who may let clinic staff in. */
export const ADMINISTRATOR = 'oAdminChen';

export type AccessMode = 'service-provider' | 'independent';

export interface FunctionFacts {
  readonly origin: string;
  readonly mode: AccessMode;
  readonly secrets: Secrets;
  readonly hospitalName: string;
  /** Overrides of the defaults, in ms. */
  readonly rules?: Readonly<Record<string, unknown>>;
}

function merchant({ mode, secrets }: FunctionFacts): Record<string, unknown> {
  const { provider, hospital, independent } = secrets;
  if (mode === 'independent') {
    const { appid, mchId } = independent;
    return { mode, appid, mchId, tokenSource: { kind: 'token' } };
  }
  const { appid, mchId } = provider;
  return { mode, appid, mchId, subAppid: hospital.appid, subMchId: hospital.mchId };
}

/** The mini program's own appid in that mode. */
export function miniProgramAppid(mode: AccessMode, secrets: Secrets): string {
  return mode === 'independent' ? secrets.independent.appid : secrets.hospital.appid;
}

/** Made of a drawn one, so that folders of an earlier sandbox have it, too. */
export function insuranceCardToken({ hisToken }: Secrets): string {
  return createHash('sha256').update(`insurance card ${hisToken}`).digest('hex');
}

/** The insurance card's mini program. */
export function insuranceCardAppid({ payAppid }: Secrets): string {
  return `wx${createHash('sha256').update(payAppid).digest('hex').slice(0, 16)}`;
}

/** The variables for every function; the deploy manifest decides which of them it gets. */
export function functionEnvironment(facts: FunctionFacts): Record<string, string> {
  const { origin, mode, secrets } = facts;
  const settings = {
    environment: 'sandbox',
    hospital: {
      id: 'hosp1',
      name: facts.hospitalName,
      phone: '020-12345678',
      address: '示例省示例市健康路1号门诊楼',
      cityId: '449900',
    },
    his: { baseUrl: `${origin}/his/v1` },
    channel: 'payinsurance',
    payinsurance: {
      ...merchant(facts),
      apiBaseUrl: origin,
      notifyUrl: `${origin}/notify/payinsurance`,
      returnUrl: `${origin}/return`,
      isDept: '4',
      cityId: '449900',
    },
    ...(facts.rules === undefined ? {} : { rules: facts.rules }),
    administrators: [ADMINISTRATOR],
    reminders: templateSettings(),
    insuranceCard: { baseUrl: `${origin}/insurance-card/api` },
  };
  const { key } = mode === 'independent' ? secrets.independent : secrets.provider;
  return {
    YIBAO_SETTINGS: JSON.stringify(settings),
    YIBAO_HIS_TOKEN: secrets.hisToken,
    YIBAO_PAYINSURANCE_KEY: key,
    YIBAO_AGENT_SECRET: secrets.provider.secret,
    YIBAO_APP_SECRET: secrets.independent.secret,
    YIBAO_INSURANCE_CARD_TOKEN: insuranceCardToken(secrets),
  };
}
