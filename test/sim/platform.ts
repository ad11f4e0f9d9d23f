/**
 * The payment platform of a run, 1.0 or 2.0, as the simulation drives it: it answers requests, people
 * stand in its cashier, it has notices to send, and it can be told how to fail. What the product makes of
 * it goes through the product's own channel.
 */
import type { FastifyPluginAsync } from 'fastify';
import type { Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Notice, NoticeAnswer } from '../../cloudfunctions/ports/notice-reader';
import type { SandboxClock } from '../../sandbox/control/clock';
import type { FaultBook } from '../../sandbox/control/faults';
import type { WireLog } from '../../sandbox/control/wire-log';
import type { Action, NoticeWay } from './schedule';
import type { PlatformSights } from './there';
import type { Reply, Target } from './transport';

/** A notice that was born at the platform. */
export interface Told {
  readonly id: string;
}

export interface NoticeDesk {
  /** Those whose time has come. */
  due(): readonly Told[];
  list(): readonly Told[];
  lose(id: string): void;
  postpone(id: string, ms: number): void;
  /** Remembers how an attempt went; true when it was the last one. */
  record(id: string, fault: string | undefined): boolean;
  /** What is posted for it now; `way` may spoil it. */
  posted(id: string, way: NoticeWay): Notice;
  /** As somebody without the keys would make it up for that order. */
  forged(order: Order): Notice;
  /** What is wrong with our answer; undefined: heard. */
  fault(id: string, answer: NoticeAnswer): string | undefined;
}

export interface Plugins {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

export type PayOutcome = Extract<Action, { do: 'pay' }>['outcome'];
export type Fate = Omit<Extract<Action, { do: 'fate' }>, 'do'>;

/** What people do in the cashier with an order whose way in their phone has. False: it would not. */
export interface Cashier {
  open(order: Order): boolean;
  leave(order: Order): boolean;
  /** The insurance card is bound, there or at the bureau. */
  bind(order: Order): boolean;
  pay(order: Order, outcome: PayOutcome): boolean;
}

export interface Platform {
  readonly sights: PlatformSights;
  readonly cashier: Cashier;
  readonly notices: NoticeDesk;
  /** The name of the call that a request means. */
  callOf(method: string, path: string): string;
  /** Its own answer; `planted`: it refuses for a technical reason and does nothing. */
  reply(request: HttpRequest, target: Target, planted?: 'own-error' | 'token'): Reply | undefined;
  /** The order number that a message is about; '' when it names none. */
  numberIn(target: Target, request: HttpRequest): string;
  /** Everything of a message that a repeat must say again. */
  wording(request: HttpRequest): string;
  /** Whether an answer may be heard again in place of a later one. */
  isMemorable(target: Target, reply: Reply): boolean;
  /** An answer has been given to a function. */
  heard(target: Target, request: HttpRequest, reply: Reply): void;
  /** Somebody on the way says something else under the old signature. */
  tampered(reply: Reply): Reply;
  /** How the next refund ends, and after how long. True: not by itself. */
  decide(fate: Fate): boolean;
  /** Another system of the account makes our token stale; false where there is none. */
  fetchToken(): boolean;
  /** Faults stop. */
  calm(): void;
  /** Whatever must not be seen in a log or store, beside what is the same in every run. */
  secrets(): readonly string[];
  plugins(shared: Plugins): readonly FastifyPluginAsync[];
}
