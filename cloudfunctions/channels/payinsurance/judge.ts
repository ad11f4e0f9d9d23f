/**
 * What one answer is worth (interface document v2.4 §3.1: return_code, then result_code, then the
 * state; never err_code, trap 7). Cut, unreadable, unsigned where a signature is due, wrongly signed:
 * all of it is `unknown` (money rule 2), except a documented refusal before anything was done (trap 28).
 */
import * as z from 'zod';
import type { Failure } from '../../ports/payment-channel';
import type { HttpOutcome } from '../../ports/http';
import type { PayInsuranceConfig } from './config';
import { isGatewayError, judgeFailure, type JudgedFailure } from './errors';
import { signatureState } from './sign';
import { mayBelieve, type Call } from './signature-policy';
import { readXml, type Fields } from './xml';
import { XmlRefused } from './xml-refused';

export type Verdict =
  /** return_code and result_code SUCCESS, signed as the policy demands. */
  | { readonly kind: 'success'; readonly fields: Fields }
  /** A believable no. Unsigned ones are here only with effect `none`. */
  | ({ readonly kind: 'failure'; readonly fields?: Fields } & JudgedFailure)
  | ({ readonly kind: 'unknown' } & Failure);

const gatewayError = z.object({ errcode: z.int() });

export function judge(call: Call, outcome: HttpOutcome, config: PayInsuranceConfig): Verdict {
  if (!outcome.ok) {
    return outcome.failure === 'not-sent'
      ? { kind: 'failure', code: 'not-sent', reason: 'payment-unreachable', effect: 'none' }
      : unknown('no-answer');
  }
  if (outcome.status !== 200) return unknown(`http-${outcome.status}`);
  if (outcome.body.trimStart().startsWith('{')) return judgeGateway(call, outcome.body);
  const fields = fieldsOf(outcome.body);
  if (fields === undefined) return unknown('unreadable');
  switch (fields.get('return_code')) {
    case 'SUCCESS':
      return judgeResult(call, fields, config);
    case 'FAIL':
      return judgeReturnFail(call, fields, config);
    default:
      return unknown('return-code');
  }
}

function unknown(code: string): Verdict {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}

function fieldsOf(body: string): Fields | undefined {
  try {
    return readXml(body);
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

/** `{"errcode":40001,…}`: WeChat's gateway, in front of 医保支付. */
function judgeGateway(call: Call, body: string): Verdict {
  const answer = gatewayError.safeParse(jsonOf(body));
  if (!answer.success || answer.data.errcode === 0) return unknown('unreadable');
  return unsigned(judgeFailure(call, String(answer.data.errcode)));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** return_code FAIL carries no signature: worth something only where nothing can have happened. */
function judgeReturnFail(call: Call, fields: Fields, config: PayInsuranceConfig): Verdict {
  if (signatureState(fields, config.key) === 'wrong') return unknown('signature');
  return unsigned(
    judgeNumbers(call, numbersOf(fields)) ?? judgeFailure(call, textOf(fields, 'return_msg')),
  );
}

/** Error numbers as stated; the return_msg beside one is only its wording. */
function numbersOf(fields: Fields): readonly string[] {
  return ['err_code', 'errcode'].map((name) => textOf(fields, name)).filter((text) => text !== '');
}

function textOf(fields: Fields, name: string): string {
  return fields.get(name)?.trim() ?? '';
}

/** Of several numbers the first that can have had an effect counts: a number nobody knows is such. */
function judgeNumbers(call: Call, numbers: readonly string[]): JudgedFailure | undefined {
  const judged = numbers.map((code) => judgeFailure(call, code));
  return judged.find(({ effect }) => effect !== 'none') ?? judged[0];
}

function judgeResult(call: Call, fields: Fields, config: PayInsuranceConfig): Verdict {
  const signature = signatureState(fields, config.key);
  const result = fields.get('result_code');
  if (!mayBelieve(call, signature)) {
    // the gateway holds no key: its refusal of a token comes unsigned
    const numbers = signature === 'absent' && result === 'FAIL' ? numbersOf(fields) : [];
    const judged = numbers.every(isGatewayError) ? judgeNumbers(call, numbers) : undefined;
    return judged === undefined ? unknown('signature') : unsigned(judged);
  }
  const code = fields.get('err_code') ?? '';
  if (result === 'SUCCESS') return { kind: 'success', fields };
  if (result === 'FAIL') return { kind: 'failure', fields, ...judgeFailure(call, code) };
  return unknown('result-code');
}

function unsigned(failure: JudgedFailure): Verdict {
  if (failure.effect === 'none') return { kind: 'failure', ...failure };
  return { kind: 'unknown', code: failure.code, reason: failure.reason };
}
