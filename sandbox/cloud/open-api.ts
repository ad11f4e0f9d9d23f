/**
 * `cloud.openapi.*` as wx-server-sdk 4.0.2 sends it: a multipart form around a protobuf message of
 * key-value pairs; the answer is protobuf too, with JSON inside. Subscription messages are
 * delivered into an inbox; an interface that is not simulated answers "no permission", as one that
 * the function's config.json does not list.
 */

import type { Table, Tables } from '../shared/tables';
import { invalidParameter } from './errors';

export interface InboxMessage {
  readonly id: string;
  /** Sandbox time, ms since the epoch. */
  readonly at: number;
  readonly api: string;
  readonly touser: string;
  readonly templateId: string;
  readonly page: string | undefined;
  /** The template's fields by name. */
  readonly data: Readonly<Record<string, string>>;
}

export interface OpenApiCall {
  readonly envName: string;
  readonly apiName: string;
  readonly token: string;
  readonly pairs: Readonly<Record<string, unknown>>;
}

const NO_PERMISSION = -604101;
const JSON_TYPE = 'application/json; charset=utf-8';

/** The messages that reached people, oldest first. */
export function inboxOf(tables: Tables): Table<InboxMessage> {
  return tables.table<InboxMessage>('cloud/inbox');
}

/** Reads the form. Throws CloudError when it is none, or not what the SDK sends. */
export function readOpenApiCall(contentType: string, body: Buffer): OpenApiCall {
  const fields = readForm(contentType, body);
  const text = (name: string): string => fields.get(name)?.toString('utf8') ?? '';
  if (text('action') !== 'wx.openApi') throw invalidParameter(`action ${text('action')}`);
  return {
    envName: text('envName'),
    apiName: text('apiName'),
    token: text('wxCloudApiToken'),
    pairs: readPairs(fields.get('requestData') ?? Buffer.alloc(0)),
  };
}

/** Does what the interface does and returns the bytes of the answer. */
export function answerOpenApi(call: OpenApiCall, tables: Tables, now: number): Buffer {
  if (call.apiName !== 'subscribeMessage.send') return withoutPermission();
  const { touser, template_id: templateId, page, data } = call.pairs;
  if (typeof touser !== 'string' || touser === '') return openApiError('40003', 'invalid openid');
  if (typeof templateId !== 'string' || templateId === '') {
    return openApiError('40037', 'invalid template_id');
  }
  const values = readValues(data);
  if (values === undefined) return openApiError('47003', 'argument invalid! data is not right');
  const inbox = inboxOf(tables);
  const id = String(inbox.size + 1).padStart(8, '0');
  inbox.put(id, {
    id,
    at: now,
    api: call.apiName,
    touser,
    templateId,
    page: typeof page === 'string' ? page : undefined,
    data: values,
  });
  return encodeAnswer(JSON.stringify({ errcode: 0, errmsg: 'ok' }), JSON_TYPE, 0);
}

/** For a function whose config.json does not list the interface, and for one that nobody plays. */
export function withoutPermission(): Buffer {
  return encodeAnswer('', '', NO_PERMISSION);
}

/** An answer with WeChat's own error number. */
export function openApiError(errcode: string, errmsg: string): Buffer {
  const content = JSON.stringify({ errcode: Number(errcode), errmsg });
  return encodeAnswer(content, JSON_TYPE, 0);
}

function readValues(data: unknown): Record<string, string> | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const values: Record<string, string> = {};
  for (const [name, field] of Object.entries(data)) {
    const { value } = { ...(field as { value?: unknown } | null) };
    if (typeof value !== 'string' || value === '') return undefined;
    values[name] = value;
  }
  return values;
}

function readForm(contentType: string, body: Buffer): Map<string, Buffer> {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2];
  if (boundary === undefined) throw invalidParameter('not a multipart form');
  const fields = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark);
  while (start !== -1) {
    const end = body.indexOf(mark, start + mark.length);
    if (end === -1) break;
    const part = body.subarray(start + mark.length + 2, end - 2);
    const head = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(part.toString('utf8', 0, Math.max(head, 0)))?.[1];
    if (head !== -1 && name !== undefined) fields.set(name, part.subarray(head + 4));
    start = end;
  }
  return fields;
}

/** CommApiData{2: OpenApiData{1: KeyValuePair{1: key, 2: JSON of the value}}}. */
function readPairs(message: Buffer): Record<string, unknown> {
  const pairs: Record<string, unknown> = {};
  for (const openApiData of lengthDelimited(message, 2)) {
    for (const pair of lengthDelimited(openApiData, 1)) {
      const [key] = lengthDelimited(pair, 1);
      const [value] = lengthDelimited(pair, 2);
      if (key === undefined || value === undefined) continue;
      try {
        pairs[key.toString('utf8')] = JSON.parse(value.toString('utf8'));
      } catch {
        throw invalidParameter(`openapi parameter ${key.toString('utf8')} is not JSON`);
      }
    }
  }
  return pairs;
}

/** The length-delimited fields of a protobuf message with this number. */
function lengthDelimited(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at];
      if (byte === undefined) throw invalidParameter('a protobuf message ends too early');
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    if (tag % 8 === 0) {
      varint();
    } else if (tag % 8 === 2) {
      const length = varint();
      if (Math.floor(tag / 8) === wanted) found.push(message.subarray(at, at + length));
      at += length;
    } else {
      throw invalidParameter('a protobuf field of a kind that the SDK does not send');
    }
  }
  return found;
}

/** CommOpenApiResp{1: respData, 2: contentType, 3: errorCode}. */
function encodeAnswer(respData: string, contentType: string, errorCode: number): Buffer {
  return Buffer.concat([
    encodeBytes(1, Buffer.from(respData)),
    encodeBytes(2, Buffer.from(contentType)),
    Buffer.from([3 * 8]),
    encodeVarint(BigInt.asUintN(64, BigInt(errorCode))),
  ]);
}

function encodeBytes(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([field * 8 + 2]), encodeVarint(BigInt(bytes.length)), bytes]);
}

function encodeVarint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
