/** The page's side of the sandbox's control API: whose code, what is asked of their phone, what time it is. */

/** Somebody who can show a 医保码. */
export interface Person {
  readonly openid: string;
  /** 张建国（医保已绑卡） */
  readonly label: string;
  readonly patientId: string;
  readonly status: string;
  /** Why it is suspended. */
  readonly reason: string;
  /** How their phone pays when its code is charged. */
  readonly pays: string;
  /** Whose codes they can show, their own first. */
  readonly shows: readonly string[];
}

export interface ShownCode {
  readonly code: string;
  readonly expiresAt: number;
}

/** A charge that waits for the password. */
export interface Typing {
  readonly outTradeNo: string;
  readonly total: number;
  readonly description: string;
}

/** A refusal with words for whoever holds the phone. */
export class Refusal extends Error {}

const API = '/sandbox/api';
const OFFLINE = '沙箱没有应答，请确认它仍在运行';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const textIn = (fields: Fields, name: string): string => {
  const text = fields[name];
  return typeof text === 'string' ? text : '';
};
const numberIn = (fields: Fields, name: string): number => {
  const number = fields[name];
  return typeof number === 'number' ? number : 0;
};
const listIn = (fields: Fields, name: string): readonly unknown[] => {
  const list = fields[name];
  return Array.isArray(list) ? list : [];
};

async function answer(request: Promise<Response>): Promise<Fields> {
  const response = await request.catch(() => undefined);
  if (response === undefined) throw new Refusal(OFFLINE);
  const body = fieldsOf(await response.json().catch(() => undefined));
  if (response.ok) return body;
  throw new Refusal(textIn(fieldsOf(body['error']), 'message') || OFFLINE);
}

const read = (path: string, query: Readonly<Record<string, string>> = {}): Promise<Fields> => {
  const search = new URLSearchParams(query).toString();
  return answer(fetch(`${API}${path}${search === '' ? '' : `?${search}`}`));
};

const send = (path: string, body: object): Promise<Fields> =>
  answer(
    fetch(`${API}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

export async function people(): Promise<readonly Person[]> {
  return listIn(await read('/onecode'), 'people').map((found) => {
    const person = fieldsOf(found);
    const text = (name: string): string => textIn(person, name);
    return {
      ...{ openid: text('openid'), label: text('label'), patientId: text('patientId') },
      ...{ status: text('status'), reason: text('reason'), pays: text('pays') },
      shows: listIn(person, 'shows').filter((one) => typeof one === 'string'),
    };
  });
}

export async function codeOf(openid: string, patientId: string): Promise<ShownCode> {
  const found = await read('/onecode/code', { openid, patientId });
  return { code: textIn(found, 'code'), expiresAt: numberIn(found, 'expiresAt') };
}

/** The sandbox's time, ms. */
export async function now(): Promise<number> {
  return numberIn(await read('/clock'), 'now');
}

export async function typing(openid: string): Promise<readonly Typing[]> {
  return listIn(await read('/onecode/typing', { openid }), 'orders').map((found) => {
    const order = fieldsOf(found);
    return {
      outTradeNo: textIn(order, 'outTradeNo'),
      total: numberIn(order, 'total'),
      description: textIn(order, 'description'),
    };
  });
}

/** `paid`, `cancelled`, or `insufficient`. */
export async function type(outTradeNo: string, how: 'confirm' | 'cancel'): Promise<string> {
  return textIn(await send('/onecode/type', { outTradeNo, how }), 'outcome');
}

export async function setPays(openid: string, pays: string): Promise<void> {
  await send('/onecode/phones', { openid, pays });
}

export async function setStatus(openid: string, status: string): Promise<void> {
  await send('/onecode/users', { openid, status });
}
