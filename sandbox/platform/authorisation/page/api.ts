/**
 * The page's side of /authorisation/api: who is asked, activating their card, the code once they agree,
 * and the way back with it or without.
 */

/** Who holds the phone, masked. */
export interface Person {
  readonly name: string;
  readonly idNo: string;
  /** Whether their electronic insurance card (医保电子凭证) is activated. */
  readonly bound: boolean;
  /** Family members whom they may pay for. */
  readonly relatives?: readonly { readonly name: string }[];
}

/** A refusal with words for the patient. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const API = '/authorisation/api';

export interface Asked {
  readonly appId: string;
  /** As the mini program gave it, undecoded. */
  readonly path: string;
  readonly openid: string;
  readonly envVersion: string;
}

export function askedIn(search: string): Asked {
  const query = new URLSearchParams(search);
  const read = (name: string): string => query.get(name) ?? '';
  return {
    appId: read('appid'),
    path: read('path'),
    openid: read('openid'),
    envVersion: read('envVersion'),
  };
}

export async function person({ openid }: Asked): Promise<Person> {
  const query = new URLSearchParams({ openid });
  return personIn(await answer(fetch(`${API}/person?${query.toString()}`)));
}

/** Activates their electronic insurance card. */
export async function bind({ openid }: Asked): Promise<Person> {
  return personIn(await answer(post('bind', { openid })));
}

export async function code({ openid, path }: Asked): Promise<string> {
  const body = await answer(post('code', { openid, path }));
  if (typeof body !== 'object' || body === null || !('authCode' in body)) throw refusalIn(body);
  return String(body.authCode);
}

function post(name: string, body: object): Promise<Response> {
  return fetch(`${API}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function answer(request: Promise<Response>): Promise<unknown> {
  const response = await request.catch(() => undefined);
  if (response === undefined) throw new Refusal('offline', '网络异常，请稍后再试');
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusalIn(body);
  return body;
}

function personIn(body: unknown): Person {
  if (!isPerson(body)) throw refusalIn(body);
  return body;
}

function isPerson(value: unknown): value is Person {
  return typeof value === 'object' && value !== null && 'name' in value && 'bound' in value;
}

function refusalIn(value: unknown): Refusal {
  if (typeof value === 'object' && value !== null && 'error' in value) {
    const { error } = value;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      return new Refusal(String(error.code), String(error.message));
    }
  }
  return new Refusal('unexpected', '系统繁忙，请稍后再试');
}

export interface Leave {
  readonly how: 'done' | 'killed';
  readonly appId: string;
  /** Absent when the person did not agree, as by the back arrow. */
  readonly extraData?: { readonly authCode: string };
}

/** Returns to the hospital's mini program; false when nobody is there to return to. */
export function leaveTo(message: Leave): boolean {
  if (window.parent === window) return false;
  const leave = { source: 'yibao-sandbox', type: 'leave', ...message };
  window.parent.postMessage(leave, window.location.origin);
  return true;
}
