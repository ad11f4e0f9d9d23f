/**
 * A regional 电子凭证中心 for tests, played by hand: opens what it gets with sm-crypto-v2, which is not what
 * the product uses, and answers what a test scripts.
 */
import { sm4 } from 'sm-crypto-v2';
import { listeningLog, stillClock } from './doubles';
import { createOneCode } from '../../cloudfunctions/channels/onecode';
import type { OneCodeConfig } from '../../cloudfunctions/channels/onecode';
import { sm4Key } from '../../cloudfunctions/channels/onecode/sm4';
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import type { CertificateAsk, CodeAsk } from '../../cloudfunctions/ports/one-code';
import { fen } from '../../miniprogram/shared/fen';

/** Published in GB/T 32907; nobody's. */
export const KEY_HEX = '0123456789abcdeffedcba9876543210';
export const OTHER_KEY_HEX = 'ffeeddccbbaa99887766554433221100';

export const CONFIG: OneCodeConfig = {
  localUrl: 'http://10.0.0.1:8080/dzpz',
  orgId: 'testOrgId',
  reqtType: 'sys&350000',
  orgCodg: 'H35010000001',
  orgName: '示例市第一人民医院',
  amountUnit: 'yuan',
  key: sm4Key(KEY_HEX),
  timeoutMs: 5_000,
};

export const TERMINAL = {
  counterNo: 'C01',
  name: '1号窗口',
  devId: '00-16-3E-0A-0B-0C',
  devIp: '10.8.0.21',
  operatorNo: 'S0017',
  operatorName: '李收费',
};
export const CODE_ASK: CodeAsk = { token: 'ecToken-canary-8f31', terminal: TERMINAL };
export const CERTIFICATE_ASK: CertificateAsk = {
  ...CODE_ASK,
  cash: fen(1234),
  orderNo: orderNo('Y20260302aaaaaaaaaaaaaaaaaaaaaa'),
};

/** An answer's encData by the other library. */
export function sealed(content: unknown, keyHex = KEY_HEX): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return sm4.encrypt(text, keyHex, { output: 'string' }).toUpperCase();
}

/** What encData holds, by the other library. */
export function opened(encData: string, keyHex = KEY_HEX): unknown {
  return JSON.parse(sm4.decrypt(encData.toLowerCase(), keyHex, { output: 'string' })) as unknown;
}

export const http200 = (body: unknown): HttpOutcome => ({
  ok: true,
  status: 200,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const successOf = (content: unknown, more: object = {}): HttpOutcome =>
  http200({
    ...{ code: 0, type: 'success', message: '成功', data: { encData: sealed(content) } },
    ...more,
  });

export const failed = (code: number, message = 'x'): HttpOutcome =>
  http200({ code, type: 'error', message, data: null });

export const USABLE = { stasFlag: '1', payChnlUserName: '张*国', payChnlName: '微信支付' };
export const ISSUED = { payCert: '134567890123456789', payChnlName: '微信支付' };
export const NOT_SENT: HttpOutcome = { ok: false, failure: 'not-sent' };
export const NO_ANSWER: HttpOutcome = { ok: false, failure: 'unknown' };

interface Envelope {
  readonly orgId: string;
  readonly encData: string;
  readonly version: string;
  readonly timestamp: string;
  readonly reqtType: string;
}

/** A client whose centre answers `answers` one after the other, the last one for ever. */
export function bench(answers: readonly HttpOutcome[], change: Partial<OneCodeConfig> = {}) {
  const sent: HttpRequest[] = [];
  const logged = listeningLog();
  const oneCode = createOneCode(
    { ...CONFIG, ...change },
    {
      http: {
        send: (request) => {
          sent.push(request);
          const answer = answers[Math.min(sent.length, answers.length) - 1];
          if (answer === undefined) throw new Error('nothing scripted');
          return Promise.resolve(answer);
        },
      },
      log: logged.log,
      clock: stillClock(),
      monotonicMs: () => 0,
    },
  );
  const envelope = (index = 0) => JSON.parse(sent[index]?.body ?? 'null') as Envelope;
  return { oneCode, sent, envelope, ...logged };
}

/** Outcomes of the port, by the name behind `onecode`. */
export const unknown = (name: string, reason = 'one-code-misconfigured') => ({
  kind: 'unknown',
  code: `onecode ${name}`,
  reason,
});
export const refused = (name: string, reason: string) => ({
  kind: 'refused',
  code: `onecode ${name}`,
  reason,
});

export const AT_ONCE: Deadline = { leftMs: () => 0 };
