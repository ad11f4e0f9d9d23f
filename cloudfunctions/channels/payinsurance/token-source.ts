/**
 * Where an access token comes from: gettoken in service-provider mode (interface document v2.4 §3.2.1),
 * cgi-bin/token, stable_token or the hospital's own holder in independent mode (§3.2.2, trap 27). These
 * addresses and bodies carry secrets: nothing here is ever logged or put into an error.
 */
import * as z from 'zod';
import type { HttpRequest } from '../../ports/http';
import type { IndependentConfig, PayInsuranceConfig, ServiceProviderConfig } from './config';
import { readXml, type Fields } from './xml';
import { XmlRefused } from './xml-refused';

export interface TokenSource {
  /** For the log. */
  readonly call: 'gettoken' | 'token' | 'stable-token' | 'external-token';
  /** Under which the one current token is held. */
  readonly name: string;
  readonly request: Omit<HttpRequest, 'timeoutMs'>;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string; readonly lifeMs: number }
  /** `code` as stated; '' when the answer is no answer. */
  | { readonly kind: 'refused'; readonly code: string };

const token = z.string().regex(/^[\x21-\x7e]{1,2048}$/);
const granted = z.object({ access_token: token, expires_in: z.coerce.number().int().positive() });
const refused = z.object({ errcode: z.coerce.number().int() });

export function tokenSource(config: PayInsuranceConfig): TokenSource {
  return config.mode === 'service-provider' ? agentSource(config) : ownSource(config);
}

function agentSource(config: ServiceProviderConfig): TokenSource {
  const query = new URLSearchParams({
    grant_type: 'client_credential',
    agentappid: config.appid,
    agentsecret: config.agentSecret,
    appid: config.subAppid,
  });
  return {
    call: 'gettoken',
    name: `payinsurance-agent-${config.appid}-${config.subAppid}`,
    request: {
      method: 'GET',
      url: `${config.apiBaseUrl}/payinsurance/gettoken?${query.toString()}`,
    },
  };
}

function ownSource(config: IndependentConfig): TokenSource {
  const { tokenSource: source, appid } = config;
  const name = `payinsurance-${source.kind}-${appid}`;
  if (source.kind === 'external') {
    return { call: 'external-token', name, request: { method: 'GET', url: source.url } };
  }
  const credentials = { grant_type: 'client_credential', appid, secret: source.appSecret };
  if (source.kind === 'token') {
    const query = new URLSearchParams(credentials).toString();
    return {
      call: 'token',
      name,
      request: { method: 'GET', url: `${config.apiBaseUrl}/cgi-bin/token?${query}` },
    };
  }
  return {
    call: 'stable-token',
    name,
    request: {
      method: 'POST',
      url: `${config.apiBaseUrl}/cgi-bin/stable_token`,
      headers: { 'content-type': 'application/json' },
      // never force_refresh: the hospital's other systems may hold the same token
      body: JSON.stringify({ ...credentials, force_refresh: false }),
    },
  };
}

/** Reads JSON or, as §3.2.1 prints it, XML: by the first byte. Throws nothing. */
export function readTokenAnswer(body: string): TokenAnswer {
  return body.trimStart().startsWith('{') ? readJson(body) : readXmlAnswer(body);
}

function readJson(body: string): TokenAnswer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'refused', code: '' };
    throw error;
  }
  const answer = grantedOf(value);
  if (answer !== undefined) return answer;
  const no = refused.safeParse(value);
  return { kind: 'refused', code: no.success ? String(no.data.errcode) : '' };
}

function readXmlAnswer(body: string): TokenAnswer {
  let fields: Fields;
  try {
    fields = readXml(body);
  } catch (error) {
    if (error instanceof XmlRefused) return { kind: 'refused', code: '' };
    throw error;
  }
  const well = fields.get('return_code') === 'SUCCESS' && fields.get('result_code') === 'SUCCESS';
  const answer = well ? grantedOf(Object.fromEntries(fields)) : undefined;
  return answer ?? { kind: 'refused', code: fields.get('err_code') ?? fields.get('errcode') ?? '' };
}

function grantedOf(value: unknown): TokenAnswer | undefined {
  const answer = granted.safeParse(value);
  if (!answer.success) return undefined;
  const { access_token: text, expires_in: seconds } = answer.data;
  return { kind: 'token', token: text, lifeMs: seconds * 1000 };
}
