/**
 * The bill of a day's cash (APIv3, 申请交易账单 and 下载账单): a signed answer names the file and its
 * digest, the file itself is asked for signed and answered unsigned. Read as it comes, in memory that
 * does not grow with it. Insurance is not in it: that leg is compared with the hospital's ledger alone.
 */
import type { BillOpening, BillSource, BillType } from '../../ports/bill-source';
import type { Deadline } from '../../ports/deadline';
import type { HttpOpening, HttpStreams } from '../../ports/http';
import type { ApiVerdict, MedInsApi } from './api';
import { watchCall } from './call-log';
import { createApi, type ApiConfig, type ApiDeps } from './client';
import type { Accounts, MedInsConfig } from './config';
import { stated, textOf, type Said } from './said';
import { authorizationHeader } from './sign';
import { digested, tradeItems } from './trade-bill-text';

export interface TradeBillDeps extends ApiDeps {
  readonly streams: HttpStreams;
}

const TYPES: Readonly<Record<BillType, string>> = {
  all: 'ALL',
  success: 'SUCCESS',
  refund: 'REFUND',
};
const DAY = /^(\d{4})(\d{2})(\d{2})$/;
const NONCE_BYTES = 16;

/** Where the file is, and what it must be. */
interface BillFile {
  /** As it is signed: /v3/… */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha1: string;
}

function billPath({ subMchid }: Accounts, day: string, type: BillType): string {
  const match = DAY.exec(day);
  if (match === null) throw new RangeError('the day of a bill is yyyyMMdd');
  const query = { bill_date: match.slice(1).join('-'), bill_type: TYPES[type] };
  const hospital = subMchid === undefined ? {} : { sub_mchid: subMchid };
  return `/v3/bill/tradebill?${new URLSearchParams({ ...query, ...hospital }).toString()}`;
}

/**
 * The file as a signed answer names it. Asked for at our own address of the gateway, whose name the
 * answer spells as it is known outside.
 */
function fileOf(said: Said): BillFile | undefined {
  const path = /^https?:\/\/[^/?#\s]+(\/v3\/[\x21\x22\x24-\x7e]+)$/.exec(
    textOf(said, 'download_url') ?? '',
  )?.[1];
  const sha1 = textOf(said, 'hash_value')?.toLowerCase() ?? '';
  if (path === undefined || textOf(said, 'hash_type') !== 'SHA1') return undefined;
  return /^[0-9a-f]{40}$/.test(sha1) ? { path, sha1 } : undefined;
}

function unknown(code: string): BillOpening {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}

/** Why there is no bill. */
function noBill(verdict: Exclude<ApiVerdict, { kind: 'success' }>): BillOpening {
  if (verdict.kind === 'failure') {
    if (verdict.error === 'STATEMENT_CREATING') return { kind: 'not-yet' };
    if (verdict.error === 'NO_STATEMENT_EXIST') return { kind: 'not-yet', empty: true };
  }
  return { kind: 'unknown', code: verdict.code, reason: verdict.reason };
}

async function givenBack(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

/** Asks for the file, at the second host where the first one does not answer. */
async function download(
  config: ApiConfig,
  deps: TradeBillDeps,
  path: string,
  deadline: Deadline,
): Promise<HttpOpening> {
  let answer: HttpOpening = { ok: false, failure: 'not-sent' };
  for (const host of new Set([config.apiBaseUrl, config.fallbackBaseUrl])) {
    const request = {
      method: 'GET',
      path,
      timestamp: Math.floor(deps.clock.now() / 1000),
      nonce: deps.ids.hex(NONCE_BYTES),
      body: '',
    } as const;
    const headers = {
      Accept: '*/*',
      'User-Agent': 'yibao-pay',
      Authorization: authorizationHeader(config, request),
    };
    const { httpTimeoutMs: timeoutMs } = deps.rules;
    answer = await deps.streams.open(
      { method: 'GET', url: `${host}${path}`, headers, timeoutMs },
      deadline,
    );
    if (answer.ok) break;
  }
  return answer;
}

/** `tradeType`: rows of that kind of trade alone. */
export function tradeBills(
  config: Accounts & ApiConfig,
  api: MedInsApi,
  deps: TradeBillDeps,
  tradeType?: string,
): BillSource {
  return {
    covers: 'cash',
    async open(day, type, deadline) {
      const path = billPath(config, day, type);
      const verdict = await api.send({ call: 'trade-bill', method: 'GET', path }, deadline);
      if (verdict.kind !== 'success') return noBill(verdict);
      const file = fileOf(verdict.body);
      if (file === undefined) return unknown('bill-unnamed');
      const end = watchCall(deps, { call: 'trade-bill' });
      const answer = await download(config, deps, file.path, deadline);
      if (!answer.ok || answer.status !== 200) {
        const code = answer.ok ? `http-${answer.status}` : answer.failure;
        end({ verdict: { kind: 'unknown', code, reason: 'payment-unreachable' }, code });
        if (answer.ok) await givenBack(answer.body);
        return unknown(code);
      }
      end({ verdict: { kind: 'success', body: {} } });
      const chunks = digested(answer.body, file.sha1);
      return {
        kind: 'open',
        items: tradeItems(config, { day, type, ...stated('tradeType', tradeType) }, chunks),
      };
    },
  };
}

/** Bills cover the cash leg only. Every failure is an outcome; RangeError for a day that is none. */
export function createMedInsBills(config: MedInsConfig, deps: TradeBillDeps): BillSource {
  return tradeBills(config, createApi(config, deps), deps);
}
