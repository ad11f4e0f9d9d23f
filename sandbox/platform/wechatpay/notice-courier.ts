/**
 * Carries the notices of the queue to their addresses: one POST each with fresh signature headers, taken
 * as heard when 200 or 204 comes within 5 seconds, faults of `wechatpay.notice` acted out per attempt.
 */

import { GARBAGE } from '../../control/http-faults';
import {
  carryNotices,
  postNotice,
  type CarrierParts,
  type Delivery,
  type NoticeReply,
} from '../notice-carrier';
import type { WechatPayEngine } from './engine';
import type { Alteration, Parcel } from './notice-parcel';
import { redactedJson } from './redact';

export type { Delivery } from '../notice-carrier';

/** Throws when there is no answer. */
export type NoticePost = (url: string, parcel: Parcel) => Promise<NoticeReply>;

export interface CourierOptions extends CarrierParts {
  readonly engine: WechatPayEngine;
  readonly post?: NoticePost;
}

export interface NoticeCourier {
  /** Delivers what is due now; resolves when every attempt has been judged and stored. */
  flush(): Promise<readonly Delivery[]>;
  /**
   * Sends a notice again, whatever became of it: signed anew, or `caught`: headers and body as they went
   * out last. undefined: no such notice.
   */
  replay(id: string, how?: 'anew' | 'caught'): Promise<Delivery | undefined>;
  /** Lets held ones go and sends them one after the other. */
  release(order: 'born' | 'reverse', ids?: readonly string[]): Promise<readonly Delivery[]>;
  /** Sends an altered copy; the queue does not change. */
  tamper(id: string, alteration: Alteration): Promise<Delivery | undefined>;
  /** Looks at the queue now: something was paid, or the clock was moved. */
  wake(): void;
  stop(): void;
}

const JSON_OF_WECHAT = { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0' };

export function noticeCourier({ engine, post, ...parts }: CourierOptions): NoticeCourier {
  const { notices } = engine;
  const carried = carryNotices(
    {
      call: 'wechatpay.notice',
      queue: notices,
      made: (notice, how) => {
        if (how === 'garbage') return { ...notices.parcel(notice), body: GARBAGE };
        return notices.parcel(notice, how === 'forged' ? { sign: 'wrong' } : undefined);
      },
      post:
        post ??
        ((url, { headers, body }) => postNotice(url, { ...headers, ...JSON_OF_WECHAT }, body)),
      faultOf: (_notice, reply) => faultOfReply(reply),
      fieldsOf: ({ body }) => redactedJson(body),
      sending: ({ id }, { headers }) => {
        notices.sent(id, headers);
      },
      titleOf: ({ event }) => event,
    },
    parts,
  );
  return {
    ...carried,
    async replay(id, how = 'anew') {
      const notice = notices.get(id);
      const alteration = how === 'caught' ? ({ sign: 'keep' } as const) : undefined;
      return notice && carried.replay(notice, notices.parcel(notice, alteration));
    },
    async tamper(id, alteration) {
      const notice = notices.get(id);
      return notice && carried.send(notice, notices.parcel(notice, alteration));
    },
  };
}

/** Why the answer is not one of success; a refusal has to be `{"code":"FAIL","message":"…"}`. */
function faultOfReply({ status, body }: NoticeReply): string | undefined {
  if (status === 200 || status === 204) return undefined;
  return /"code"\s*:\s*"FAIL"/.test(body)
    ? `HTTP ${status}`
    : `HTTP ${status}, not {"code":"FAIL"}`;
}
