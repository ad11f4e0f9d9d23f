/**
 * The service behind the insurance card (optional interfaces of 医保; trap 42), as the sandbox plays it:
 * whether a person's card is bound, and one-time tickets with which a hospital learns who they are. The
 * card is the same one that the cashier pays with.
 */

import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../control/clock';
import type { Table, Tables } from '../../shared/tables';

export interface CardOwner {
  readonly name: string;
  /** MD5 of the identity number (trap 1). */
  readonly idDigest: string;
  readonly boundCard: boolean;
}

/** Who they are to WeChat. */
export interface CardOwners {
  find(openid: string): CardOwner | undefined;
  setBound(openid: string, bound: boolean): void;
}

interface Ticket {
  readonly openid: string;
  readonly issuedAt: number;
}

export interface CardState {
  readonly bound: boolean;
  readonly entry: { readonly appId: string; readonly path: string };
}

export interface Identity {
  readonly name: string;
  readonly idType: 1;
  readonly idDigest: string;
}

const TICKET_LASTS_MS = 5 * 60_000;
const PATH = 'insurance-card/bind';

export class InsuranceCardService {
  readonly #clock: SandboxClock;
  readonly #owners: CardOwners;
  readonly #appId: string;
  readonly #tickets: Table<Ticket>;

  constructor(parts: {
    readonly clock: SandboxClock;
    readonly tables: Tables;
    readonly owners: CardOwners;
    readonly appId: string;
  }) {
    this.#clock = parts.clock;
    this.#owners = parts.owners;
    this.#appId = parts.appId;
    this.#tickets = parts.tables.table<Ticket>('insurance-card/tickets');
  }

  now(): number {
    return this.#clock.now();
  }

  /** Whom nobody knows has no card. */
  card(openid: string): CardState {
    const bound = this.#owners.find(openid)?.boundCard ?? false;
    return { bound, entry: { appId: this.#appId, path: PATH } };
  }

  /** False when nobody knows that person. */
  bind(openid: string, bound = true): boolean {
    if (this.#owners.find(openid) === undefined) return false;
    this.#owners.setBound(openid, bound);
    return true;
  }

  /** Undefined while no card is bound. */
  authorise(openid: string): string | undefined {
    if (!this.card(openid).bound) return undefined;
    const ticket = `ict_${randomBytes(18).toString('hex')}`;
    this.#tickets.put(ticket, { openid, issuedAt: this.now() });
    return ticket;
  }

  /** Who they are, once and to their own openid; somebody else's try leaves the ticket as it is. */
  redeem(openid: string, ticket: string): Identity | undefined {
    const issued = this.#tickets.get(ticket);
    const owner = this.#owners.find(openid);
    if (issued?.openid !== openid || owner?.boundCard !== true) return undefined;
    this.#tickets.remove(ticket);
    if (issued.issuedAt + TICKET_LASTS_MS < this.now()) return undefined;
    return { name: owner.name, idType: 1, idDigest: owner.idDigest };
  }
}
