/**
 * What the counter service is started with in the sandbox, as docs of the service describe it for the
 * hospital's front-end machine: settings as plain data, each secret a variable of its own.
 */

import type { CounterCertificates } from './certificates';

/** What the regional centre has told the hospital, and where it answers. */
export interface CentreFacts {
  /** {localUrl}, without a slash at the end. */
  readonly localUrl: string;
  readonly orgId: string;
  readonly reqtType: string;
  readonly orgCodg: string;
  readonly orgName: string;
  readonly amountUnit: 'yuan' | 'fen';
  /** 32 hex digits. Secret. */
  readonly sm4Key: string;
}

export interface ServiceFacts {
  readonly port: number;
  readonly certificates: CounterCertificates;
  readonly centre: CentreFacts;
}

export function counterEnvironment({
  port,
  certificates,
  centre,
}: ServiceFacts): Record<string, string> {
  const { sm4Key, ...institution } = centre;
  const settings = {
    environment: 'sandbox',
    listen: { host: '127.0.0.1', port },
    ...institution,
  };
  return {
    YIBAO_COUNTER_SETTINGS: JSON.stringify(settings),
    YIBAO_ONECODE_SM4_KEY: sm4Key,
    YIBAO_COUNTER_SERVICE_KEY: certificates.server.key,
    YIBAO_COUNTER_SERVICE_CERT: certificates.server.certificate,
    YIBAO_COUNTER_SERVICE_CLIENT_CA: certificates.ca,
  };
}
