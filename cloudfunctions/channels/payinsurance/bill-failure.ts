/**
 * Why there is no bill: XML with return_code FAIL, which nobody signs (interface document v2.4 §3.8, trap
 * 28), or WeChat's gateway in front of 医保支付. Whatever else it is, it is no bill.
 */
import * as z from 'zod';
import type { BillOpening } from '../../ports/bill-source';
import { nextChunk } from '../bills/text';
import { judgeFailure, platformError } from './errors';
import { readXml } from './xml';
import { XmlRefused } from './xml-refused';

const MOST_BYTES = 256 * 1024;
/** §3.8, return_msg: the day's bill does not exist yet. */
const NOT_YET = '该日期订单未生成';

const gatewayError = z.object({ errcode: z.int() });

/** The answer's text as far as it can be a failure; the connection is given back. */
export async function failureText(body: AsyncGenerator<Uint8Array, void, void>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    let bytes = 0;
    for (let chunk = await nextChunk(body); chunk !== undefined; chunk = await nextChunk(body)) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } finally {
    await body.return();
  }
  return text;
}

function unknown(code: string): BillOpening {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}

/** A read: whatever the code says of effects, nothing was changed by it. */
function failed(code: string): BillOpening {
  const known = platformError(code);
  return {
    kind: 'unknown',
    code: judgeFailure('queryorder', code).code,
    reason: known?.reason ?? 'payment-unreachable',
  };
}

function gatewayCode(text: string): string | undefined {
  try {
    const answer = gatewayError.safeParse(JSON.parse(text));
    return answer.success && answer.data.errcode !== 0 ? String(answer.data.errcode) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldsOf(text: string): ReadonlyMap<string, string> | undefined {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

/** What an answer that is no table says. */
export function openingOfFailure(status: number, text: string): BillOpening {
  if (status !== 200) return unknown(`http-${status}`);
  const body = text.trim();
  if (body === '') return unknown('empty');
  if (body.startsWith('{')) {
    const code = gatewayCode(body);
    return code === undefined ? unknown('unreadable') : failed(code);
  }
  const fields = fieldsOf(body);
  if (fields === undefined) return unknown('unreadable');
  const said = (name: string): string => fields.get(name)?.trim() ?? '';
  if (said('return_msg') === NOT_YET) return { kind: 'not-yet' };
  return failed(said('err_code') || said('errcode') || said('return_msg'));
}
