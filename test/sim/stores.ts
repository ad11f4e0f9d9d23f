/**
 * The stores in memory once more, without copying: orders and links never change in place, so what is
 * kept is what was given. Held to the same contract suites as the others. Whoever watches hears of
 * every write before it is kept.
 */
import {
  withDefault,
  withLink,
  withLinkReplaced,
  withoutLink,
  type LinkList,
} from '../../cloudfunctions/adapters/cloud-store/link-list';
import { dayLines, paidDayOf, refundDayOf } from '../../cloudfunctions/domain/recon-facts';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Attempts } from '../../cloudfunctions/ports/attempts';
import type { Claim, ClaimStore } from '../../cloudfunctions/ports/claim-store';
import type { Lease } from '../../cloudfunctions/ports/lease';
import type { NoticeStore, StoredNotice } from '../../cloudfunctions/ports/notice-store';
import type { DayOrders, OrderStore } from '../../cloudfunctions/ports/order-store';
import type { PatientLinks } from '../../cloudfunctions/ports/patient-links';
import type { StoredToken, TokenStore } from '../../cloudfunctions/ports/token-store';

/** Called with the order as it was (undefined: it is new) and as it is written. */
export type OrderWatch = (before: Order | undefined, after: Order) => void;

export interface SimOrders extends OrderStore {
  all(): IterableIterator<Order>;
  get(orderNo: string): Order | undefined;
}

const soon = <T>(value: T): Promise<T> => Promise.resolve(value);

export function simOrders(watch: OrderWatch = () => undefined): SimOrders {
  const orders = new Map<string, Order>();
  const of = (keep: (order: Order) => boolean, by: (left: Order, right: Order) => number) =>
    [...orders.values()].filter(keep).sort(by);
  const write = (order: Order): void => {
    watch(orders.get(order.orderNo), order);
    orders.set(order.orderNo, order);
  };
  return {
    insert(order) {
      if (orders.has(order.orderNo)) return soon('exists');
      write(order);
      return soon('inserted');
    },
    load(hospital, orderNo) {
      const order = orders.get(orderNo);
      return soon(order?.hospital === hospital ? order : undefined);
    },
    save(order) {
      const stored = orders.get(order.orderNo);
      const next = stored?.hospital === order.hospital && stored.version === order.version - 1;
      if (!next) return soon('conflict');
      write(order);
      return soon('saved');
    },
    ofOwner(hospital, owner, limit) {
      const mine = of(
        (order) => order.hospital === hospital && order.owner === owner,
        (left, right) => right.createdAt - left.createdAt,
      );
      return soon(mine.slice(0, limit));
    },
    due(hospital, now, limit, skip) {
      const due = of(
        (order) => order.hospital === hospital && order.dueAt !== null && order.dueAt <= now,
        (left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0),
      );
      return soon({ orders: due.slice(skip, skip + limit), unreadable: 0 });
    },
    ofDay(hospital, { day, what }, after, limit) {
      const dayOf = what === 'paid' ? paidDayOf : refundDayOf;
      const found = of(
        (order) =>
          order.hospital === hospital &&
          dayOf(order) === day &&
          (after === undefined || order.orderNo > after),
        (left, right) => (left.orderNo < right.orderNo ? -1 : 1),
      ).slice(0, limit);
      const last = found.length < limit ? undefined : found.at(-1);
      const next = last === undefined ? {} : { next: last.orderNo };
      const lines = found.map((order) => ({
        orderNo: order.orderNo,
        lines: dayLines(order, what),
      }));
      return soon<DayOrders>({ orders: lines, ...next });
    },
    inReview(hospital, limit, skip) {
      const cases = of(
        (order) => order.hospital === hospital && order.review !== undefined,
        (left, right) => (left.review?.at ?? 0) - (right.review?.at ?? 0),
      );
      return soon({ orders: cases.slice(skip, skip + limit), unreadable: 0 });
    },
    all: () => orders.values(),
    get: (orderNo) => orders.get(orderNo),
  };
}

export function simClaims(): ClaimStore & {
  get(hospital: string, bill: string): Claim | undefined;
} {
  const claims = new Map<string, Claim>();
  const key = (hospital: string, bill: string) => `${hospital}:${bill}`;
  const holding = (hospital: string, bill: string, order: string) =>
    claims.get(key(hospital, bill))?.orderNo === order;
  return {
    claim(hospital, claim) {
      const held = claims.get(key(hospital, claim.billId));
      if (held !== undefined) return soon({ heldBy: held });
      claims.set(key(hospital, claim.billId), claim);
      return soon('claimed');
    },
    takeOver(hospital, from, to) {
      if (!holding(hospital, from.billId, from.orderNo)) return soon('lost');
      claims.set(key(hospital, from.billId), { ...to, billId: from.billId });
      return soon('claimed');
    },
    release(hospital, billId, holder) {
      if (holding(hospital, billId, holder)) claims.delete(key(hospital, billId));
      return soon(undefined);
    },
    holder: (hospital, billId) => soon(claims.get(key(hospital, billId))),
    get: (hospital, bill) => claims.get(key(hospital, bill)),
  };
}

export function simLinks(): PatientLinks {
  const lists = new Map<string, LinkList>();
  const listOf = (hospital: string, owner: string) => lists.get(`${hospital}:${owner}`) ?? [];
  const put = (hospital: string, owner: string, list: LinkList) =>
    lists.set(`${hospital}:${owner}`, list);
  return {
    of: (hospital, owner) => soon(listOf(hospital, owner)),
    find: (hospital, owner, id) =>
      soon(listOf(hospital, owner).find((link) => link.patientId === id)),
    add(hospital, link) {
      const list = withLink(listOf(hospital, link.owner), link);
      if (typeof list === 'string') return soon(list);
      put(hospital, link.owner, list);
      return soon('added');
    },
    replace(hospital, link) {
      put(hospital, link.owner, withLinkReplaced(listOf(hospital, link.owner), link));
      return soon(undefined);
    },
    remove(hospital, owner, id) {
      put(hospital, owner, withoutLink(listOf(hospital, owner), id));
      return soon(undefined);
    },
    ownersOf: (hospital, id) =>
      soon(
        [...lists.entries()].flatMap(([at, list]) =>
          at.startsWith(`${hospital}:`)
            ? list.filter((link) => link.patientId === id).map(({ owner }) => owner)
            : [],
        ),
      ),
    setDefault(hospital, owner, id) {
      put(hospital, owner, withDefault(listOf(hospital, owner), id));
      return soon(undefined);
    },
  };
}

export function simNotices(): NoticeStore & { all(): readonly StoredNotice[] } {
  const first = new Map<string, StoredNotice>();
  return {
    keep(hospital, notice) {
      const key = `${hospital}:${notice.orderNo}:${notice.subject}`;
      const known = first.get(key);
      if (known !== undefined) {
        return soon(known.fingerprint === notice.fingerprint ? 'repeated' : 'differs');
      }
      first.set(key, notice);
      return soon('first');
    },
    all: () => [...first.values()],
  };
}

export function simLease(): Lease {
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  return {
    take(name, holder, now, forMs) {
      const held = leases.get(name);
      if (held !== undefined && held.holder !== holder && held.until > now) return soon(false);
      leases.set(name, { holder, until: now + forMs });
      return soon(true);
    },
    release(name, holder) {
      if (leases.get(name)?.holder === holder) leases.delete(name);
      return soon(undefined);
    },
  };
}

export function simTokens(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  return {
    load: (name) => soon(tokens.get(name)),
    save(name, token, instead) {
      const held = tokens.get(name);
      const same = held?.token === instead?.token && held?.expiresAt === instead?.expiresAt;
      if (!same) return soon('superseded');
      tokens.set(name, token);
      return soon('saved');
    },
  };
}

export function simAttempts(): Attempts {
  const taken = new Map<string, readonly number[]>();
  return {
    take(key, most, windowMs, now) {
      const recent = (taken.get(key) ?? []).filter((at) => at > now - windowMs);
      if (recent.length >= most) return soon('over');
      taken.set(key, [...recent, now]);
      return soon('ok');
    },
  };
}

export function simStores(watch?: OrderWatch) {
  return {
    orders: simOrders(watch),
    claims: simClaims(),
    links: simLinks(),
    notices: simNotices(),
    lease: simLease(),
    tokens: simTokens(),
    attempts: simAttempts(),
  };
}
export type SimStores = ReturnType<typeof simStores>;
