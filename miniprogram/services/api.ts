/**
 * The one way to the functions: `call('pay', 'placeOrder', …)`. Every way in which it can fail is an
 * outcome with a Reason, none throws. A time-out says nothing about the effect (money rule 2):
 * callers repeat the same request or ask `confirmOrder`.
 */
import type { Functions } from '../../cloudfunctions/contract/types';
import type { ActionIn, ActionOut, AnswersOf, Called } from './answers';
import { answers, reason } from './answers';
import { within } from './clock';
import type { Decoder } from './decode';
import { DecodeError, isRecord } from './decode';
import { roadToFunctions } from './settings';
import type { Outcome, Trouble } from './trouble';
import { failed } from './trouble';

/** Longer than a function's own deadline, so that its answer is preferred to ours. */
const PATIENCE_MS = 25_000;

type Reply =
  { readonly came: true; readonly body: unknown } | { readonly came: false; readonly why: Trouble };

interface Message {
  readonly action: string;
  readonly input: object;
}

function readAnswer<T>(body: unknown, decode: Decoder<T>): Outcome<T> {
  if (!isRecord(body)) return failed('internal', true);
  try {
    if (body['ok'] === true) return { ok: true, value: decode(body['value']) };
    return failed(reason(body['reason']), body['retry'] === true);
  } catch (error) {
    if (error instanceof DecodeError) return failed('internal', true);
    throw error;
  }
}

/** The cloud's own error numbers mean that it was reached, unless it names the request itself. */
function whyItFailed(errMsg: string, errCode: unknown): Trouble {
  if (/time-?d?\s?out/i.test(errMsg)) return 'timeout';
  if (/request:fail|net::/i.test(errMsg)) return 'offline';
  return typeof errCode === 'number' && errCode < -100_000 ? 'internal' : 'offline';
}

function sendByCloud(name: string, data: Message): Promise<Reply> {
  return new Promise((resolve) => {
    wx.cloud.callFunction({
      name,
      data,
      success: ({ result }) => resolve({ came: true, body: result }),
      fail: (error) => {
        const errCode: unknown = 'errCode' in error ? error.errCode : undefined;
        resolve({ came: false, why: whyItFailed(error.errMsg, errCode) });
      },
    });
  });
}

function sendLocally(base: string, caller: string, name: string, data: Message): Promise<Reply> {
  return new Promise((resolve) => {
    wx.request({
      url: `${base}/functions/${name}`,
      method: 'POST',
      header: { 'content-type': 'application/json', 'x-sandbox-openid': caller },
      data,
      timeout: PATIENCE_MS,
      success: (answer) => {
        const body: unknown = answer.data;
        if (isRecord(body) && 'result' in body) resolve({ came: true, body: body['result'] });
        else resolve({ came: false, why: 'internal' });
      },
      fail: ({ errMsg }) => resolve({ came: false, why: whyItFailed(errMsg, undefined) }),
    });
  });
}

/** Sends an action to a function and decodes its answer. Never throws: a failure is a Reason. */
export async function send<T>(
  name: string,
  action: string,
  input: object,
  decode: Decoder<T>,
): Promise<Outcome<T>> {
  const data: Message = { action, input };
  const road = roadToFunctions();
  const sent =
    road.kind === 'cloud'
      ? sendByCloud(name, data)
      : sendLocally(road.base, road.caller, name, data);
  const late: Reply = { came: false, why: 'timeout' };
  const reply = await within(PATIENCE_MS, sent, () => late);
  return reply.came ? readAnswer(reply.body, decode) : failed(reply.why, true);
}

/** Calls an action of a function. Never throws; the outcome holds the value or a Reason. */
export function call<F extends Called, A extends keyof Functions[F] & string>(
  name: F,
  action: A,
  input: ActionIn<F, A> & object,
): Promise<Outcome<ActionOut<F, A>>> {
  const table: AnswersOf<F> = answers[name];
  return send(name, action, input, table[action]);
}
