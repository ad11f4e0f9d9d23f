/**
 * One call from its body to its answer, in WeChat's order of checks: access_token and IP allow-list
 * (JSON refusal), XML, signature (return_code FAIL), field table and account (513 / 80001), then the
 * call itself. Pure: what it changes is in the world's tables, what it answers is signed as trap 28 says.
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
  type SignedCall,
} from './answers';
import { callerOf, callerOfToken, parameterCode } from './accounts';
import { closeOrder, placeOrder, queryOrder, verifyName } from './calls';
import { plantedRefusal, unknownAddress } from './error-codes';
import { offenceAgainst } from './fields';
import { leversOf, type Caller, type Token, type World } from './model';
import { askRefund, queryRefund } from './refunds';
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
  /** Where the call comes from; this machine unless told. */
  readonly ip?: string | undefined;
}

export interface GatewayResult {
  readonly answer: Answer;
  /** The request's fields as far as they could be read, for the wire log (which redacts them). */
  readonly request: Fields;
}

/** A request whose token and signature are right. */
export interface Admitted {
  readonly token: Token;
  readonly sender: Caller;
  readonly planted: BusinessRefusal | undefined;
}

type Handler = (world: World, caller: Caller, fields: Fields) => Fields;

const HANDLERS: Readonly<Record<CallName, Handler>> = {
  unifiedorder: placeOrder,
  queryorder: queryOrder,
  closeorder: closeOrder,
  verifyname: verifyName,
  refund: askRefund,
  queryrefund: queryRefund,
};

export function callGateway(world: World, call: CallName, request: GatewayRequest): GatewayResult {
  const read = { fields: {} as Fields };
  try {
    const { token, sender, planted } = admit(world, call, request, read);
    const { fields } = read;
    const answer = answerBusiness(world, call, sender, () => {
      if (planted !== undefined) throw planted;
      checkFields(call, fields);
      const caller = call === 'verifyname' ? sender : callerOf(world, token, call, fields);
      return HANDLERS[call](world, caller, fields);
    });
    return { answer, request: fields };
  } catch (error) {
    if (error instanceof TokenRefusal) return { answer: tokenRefused(error), request: read.fields };
    if (error instanceof ProtocolRefusal)
      return { answer: protocolRefused(error), request: read.fields };
    throw error;
  }
}

/**
 * Token, IP allow-list, XML and signature; `read` takes the fields even where it throws. Throws
 * `TokenRefusal` or `ProtocolRefusal`.
 */
export function admit(
  world: World,
  call: SignedCall,
  request: GatewayRequest,
  read: { fields: Fields },
): Admitted {
  const planted =
    request.plantedError === undefined ? undefined : plantedRefusal(request.plantedError);
  if (planted instanceof TokenRefusal) throw planted;
  const token = checkToken(world, request.accessToken);
  if (call === 'refund') checkAddress(world, request.ip ?? '127.0.0.1');
  const sender = callerOfToken(world, token);
  read.fields = readFields(request.body);
  if (!signedRight(read.fields, sender.key)) {
    throw new ProtocolRefusal('签名失败', '80002', '签名错误');
  }
  if (planted instanceof ProtocolRefusal) throw planted;
  return { token, sender, planted };
}

/** The field table of the call. Throws `BusinessRefusal` that names the first field at fault. */
export function checkFields(call: SignedCall, fields: Fields): void {
  const offence = offenceAgainst(REQUEST_TABLES[call], fields);
  if (offence === undefined) return;
  const description = `参数错误: ${offence.field.slice(0, 64)} ${offence.reason}`;
  throw new BusinessRefusal(parameterCode(call), description);
}

function checkAddress(world: World, ip: string): void {
  const { refundIps } = leversOf(world);
  const listed = refundIps?.includes(ip) ?? true;
  if (!listed || !world.refundAllowed(ip)) throw unknownAddress(ip);
}

function answerBusiness(world: World, call: CallName, caller: Caller, act: () => Fields): Answer {
  try {
    return success(world, call, caller, act());
  } catch (error) {
    if (!(error instanceof BusinessRefusal)) throw error;
    return refused(world, call, caller, error);
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
