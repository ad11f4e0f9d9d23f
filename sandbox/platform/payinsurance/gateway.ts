/**
 * One call from its body to its answer, in WeChat's order of checks: access_token (JSON refusal), XML,
 * signature (return_code FAIL), field table and account (513 / 80001), then the call itself.
 * Pure: what it changes is in the world's tables, what it answers is signed as row 28 of docs/traps.md says.
 */

import {
  BusinessRefusal,
  ProtocolRefusal,
  protocolRefused,
  refused,
  success,
  TokenRefusal,
  tokenRefused,
  type Answer,
  type CallName,
} from './answers';
import { callerOf, callerOfToken, parameterCode } from './accounts';
import { closeOrder, placeOrder, queryOrder, verifyName } from './calls';
import { plantedRefusal } from './error-codes';
import { offenceAgainst } from './fields';
import type { Caller, World } from './model';
import { REQUEST_TABLES } from './schema';
import { signedRight } from './signing';
import { checkToken } from './tokens';
import { readXml, XmlRefused, type Fields } from './xml';

export interface GatewayRequest {
  readonly accessToken?: string | undefined;
  /** The XML as received. */
  readonly body: string;
  /** The number of a planted `error` fault: refuse with it, change nothing. */
  readonly plantedError?: string | undefined;
}

export interface GatewayResult {
  readonly answer: Answer;
  /** The request's fields as far as they could be read, for the wire log (which redacts them). */
  readonly request: Fields;
}

type Handler = (world: World, caller: Caller, fields: Fields) => Fields;

const HANDLERS: Readonly<Record<CallName, Handler>> = {
  unifiedorder: placeOrder,
  queryorder: queryOrder,
  closeorder: closeOrder,
  verifyname: verifyName,
};

export function callGateway(world: World, call: CallName, request: GatewayRequest): GatewayResult {
  let fields: Fields = {};
  try {
    const planted =
      request.plantedError === undefined ? undefined : plantedRefusal(request.plantedError);
    if (planted instanceof TokenRefusal) throw planted;
    const token = checkToken(world, request.accessToken);
    const sender = callerOfToken(world, token);
    fields = readFields(request.body);
    if (!signedRight(fields, sender.key)) {
      throw new ProtocolRefusal('签名失败', '80002', '签名错误');
    }
    if (planted instanceof ProtocolRefusal) throw planted;
    const answer = answerBusiness(world, call, sender, () => {
      if (planted !== undefined) throw planted;
      checkFields(call, fields);
      const caller = call === 'verifyname' ? sender : callerOf(world, token, call, fields);
      return HANDLERS[call](world, caller, fields);
    });
    return { answer, request: fields };
  } catch (error) {
    if (error instanceof TokenRefusal) return { answer: tokenRefused(error), request: fields };
    if (error instanceof ProtocolRefusal)
      return { answer: protocolRefused(error), request: fields };
    throw error;
  }
}

function answerBusiness(world: World, call: CallName, caller: Caller, act: () => Fields): Answer {
  try {
    return success(call, caller, world.random, act());
  } catch (error) {
    if (!(error instanceof BusinessRefusal)) throw error;
    return refused(call, caller, world.random, error);
  }
}

function readFields(body: string): Fields {
  try {
    return readXml(body);
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    throw new ProtocolRefusal('参数格式校验错误', '80001', error.message);
  }
}

function checkFields(call: CallName, fields: Fields): void {
  const offence = offenceAgainst(REQUEST_TABLES[call], fields);
  if (offence === undefined) return;
  const description = `参数错误: ${offence.field.slice(0, 64)} ${offence.reason}`;
  throw new BusinessRefusal(parameterCode(call), description);
}
