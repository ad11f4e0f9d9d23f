/**
 * Carries the notices of the queue to their notify_url (interface document v2.4 §3.5): one POST of XML
 * each, answer judged by the engine, faults of `payinsurance.notice` acted out per attempt.
 */

import { GARBAGE } from '../../control/http-faults';
import {
  carryNotices,
  postNotice,
  type CarrierParts,
  type Delivery,
  type NoticeReply,
} from '../notice-carrier';
import type { PayinsuranceEngine } from './engine';
import type { Alteration } from './notice-alteration';
import { redacted } from './redact';
import { readXml } from './xml';

export type { Delivery } from '../notice-carrier';

/** Posts XML; throws when there is no answer. */
export type NoticePost = (url: string, body: string) => Promise<NoticeReply>;

export interface CourierOptions extends CarrierParts {
  readonly engine: PayinsuranceEngine;
  readonly post?: NoticePost;
}

export interface NoticeCourier {
  /** Delivers what is due now; resolves when every attempt has been judged and stored. */
  flush(): Promise<readonly Delivery[]>;
  /** Sends a notice again, byte for byte, whatever became of it; undefined: no such notice. */
  replay(id: string): Promise<Delivery | undefined>;
  /** Lets held ones go and sends them one after the other, each when the former was answered. */
  release(order: 'born' | 'reverse', ids?: readonly string[]): Promise<readonly Delivery[]>;
  /** Sends an altered copy; the queue does not change. */
  tamper(id: string, alteration: Alteration): Promise<Delivery | undefined>;
  /** Looks at the queue now: something was paid, or the clock was moved. */
  wake(): void;
  stop(): void;
}

const XML = { 'content-type': 'text/xml; charset=utf-8' };

export function noticeCourier({ engine, post, ...parts }: CourierOptions): NoticeCourier {
  const { notices } = engine;
  const carried = carryNotices(
    {
      call: 'payinsurance.notice',
      queue: notices,
      made: (notice, how) => {
        if (how === 'garbage') return GARBAGE;
        return how === 'forged' ? notices.altered(notice, { sign: 'wrong' }) : notice.body;
      },
      post: post ?? ((url, body) => postNotice(url, XML, body)),
      faultOf: (notice, reply) => notices.replyFault(notice, reply),
      fieldsOf: (body) => redacted(body === GARBAGE ? {} : readXml(body)),
    },
    parts,
  );
  return {
    ...carried,
    async replay(id) {
      const notice = notices.get(id);
      return notice && carried.replay(notice, notice.body);
    },
    async tamper(id, alteration) {
      const notice = notices.get(id);
      return notice && carried.send(notice, notices.altered(notice, alteration));
    },
  };
}
