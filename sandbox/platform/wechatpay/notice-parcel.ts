/**
 * What is posted for a notice: its body and headers signed at the time of sending, or an altered copy for
 * those who want to see whether a forgery is believed.
 */

import { textIn, without } from './fields';
import type { JsonObject, Notice, World } from './model';
import { envelopeWith } from './notices';
import { signatureHeaders } from './signing';

export interface Parcel {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Alteration {
  /** Other members of the resource before it is encrypted. */
  readonly set?: JsonObject | undefined;
  readonly remove?: readonly string[] | undefined;
  /** Another type of event outside. */
  readonly eventType?: string | undefined;
  /** Breaks the ciphertext, so that it does not open. */
  readonly corrupt?: boolean | undefined;
  /** Another key's id in the header. */
  readonly serial?: string | undefined;
  /**
   * `right`ly anew, `wrong`ly, a `probe`, `none` at all, or `keep` the headers of the last attempt, as
   * somebody on the way could have caught them.
   */
  readonly sign: 'right' | 'wrong' | 'probe' | 'none' | 'keep';
}

export function parcelOf(world: World, notice: Notice, alteration?: Alteration): Parcel {
  if (alteration === undefined) {
    return { body: notice.body, headers: signatureHeaders(world, notice.body) };
  }
  const body = alteredBody(world, notice, alteration);
  const { sign, serial } = alteration;
  const headers =
    sign === 'keep'
      ? (notice.sentWith ?? signatureHeaders(world, notice.body))
      : signatureHeaders(world, body, sign);
  return {
    body,
    headers: serial === undefined ? headers : { ...headers, 'Wechatpay-Serial': serial },
  };
}

function alteredBody(world: World, notice: Notice, alteration: Alteration): string {
  const { set, remove = [], eventType, corrupt } = alteration;
  const touched = set !== undefined || remove.length > 0;
  const body = touched
    ? envelopeWith(world, notice, { ...without(notice.plain, ...remove), ...set })
    : notice.body;
  if (eventType === undefined && corrupt !== true) return body;
  const outside = JSON.parse(body) as JsonObject;
  return JSON.stringify({
    ...outside,
    ...(eventType === undefined ? {} : { event_type: eventType }),
    ...(corrupt === true ? { resource: corrupted(outside) } : {}),
  });
}

function corrupted({ resource }: JsonObject): JsonObject {
  const inside = resource as JsonObject;
  const ciphertext = textIn(inside, 'ciphertext') ?? '';
  const broken = `${ciphertext.startsWith('A') ? 'B' : 'A'}${ciphertext.slice(1)}`;
  return { ...inside, ciphertext: broken };
}
