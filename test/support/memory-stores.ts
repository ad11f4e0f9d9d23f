/**
 * The stores in memory, held to the same contract suites as the cloud stores. Values are copied on the way in and out, as a database would; every call is one
 * asynchronous step, so that callers interleave.
 */
import {
  withDefault,
  withLink,
  withLinkReplaced,
  withoutLink,
  type LinkList,
} from '../../cloudfunctions/adapters/cloud-store/link-list';
import type { Order } from '../../cloudfunctions/domain/order';
import { dayLines, paidDayOf, refundDayOf } from '../../cloudfunctions/domain/recon-facts';
import type { Attempts } from '../../cloudfunctions/ports/attempts';
import type { Claim, ClaimStore } from '../../cloudfunctions/ports/claim-store';
import type { Lease } from '../../cloudfunctions/ports/lease';
import type { NoticeStore } from '../../cloudfunctions/ports/notice-store';
import type { OrderStore } from '../../cloudfunctions/ports/order-store';
import type { PatientLinks } from '../../cloudfunctions/ports/patient-links';
import type { PhoneProof, PhoneProofs } from '../../cloudfunctions/ports/phone-proofs';
import type { StoredToken, TokenStore } from '../../cloudfunctions/ports/token-store';

/** One asynchronous step around a synchronous act. */
async function step<T>(act: () => T): Promise<T> {
  await Promise.resolve();
  return structuredClone(act());
}

/** Orders; `all()` is for the eyes of tests and of the simulation's invariants. */
export function memoryOrders(): OrderStore & { all(): readonly Order[] } {
  const orders = new Map<string, Order>();
  const sorted = (keep: (order: Order) => boolean, by: (left: Order, right: Order) => number) =>
    [...orders.values()].filter(keep).sort(by);
  return {
    insert: (order) =>
      step(() => {
        if (orders.has(order.orderNo)) return 'exists';
        orders.set(order.orderNo, structuredClone(order));
        return 'inserted';
      }),
    load: (hospital, orderNo) =>
      step(() => {
        const order = orders.get(orderNo);
        return order?.hospital === hospital ? order : undefined;
      }),
    save: (order) =>
      step(() => {
        const stored = orders.get(order.orderNo);
        if (stored?.hospital !== order.hospital || stored.version !== order.version - 1) {
          return 'conflict';
        }
        orders.set(order.orderNo, structuredClone(order));
        return 'saved';
      }),
    ofOwner: (hospital, owner, limit, before = Infinity) =>
      step(() =>
        sorted(
          (order) =>
            order.hospital === hospital && order.owner === owner && order.createdAt < before,
          (left, right) => right.createdAt - left.createdAt,
        ).slice(0, limit),
      ),
    due: (hospital, now, limit, skip) =>
      step(() => ({
        orders: sorted(
          (order) => order.hospital === hospital && order.dueAt !== null && order.dueAt <= now,
          (left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0),
        ).slice(skip, skip + limit),
        unreadable: 0,
      })),
    ofDay: (hospital, { day, what }, after, limit) =>
      step(() => {
        const dayOf = what === 'paid' ? paidDayOf : refundDayOf;
        const found = sorted(
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
        return { orders: lines, ...next };
      }),
    inReview: (hospital, limit, skip) =>
      step(() => ({
        orders: sorted(
          (order) => order.hospital === hospital && order.review !== undefined,
          (left, right) => (left.review?.at ?? 0) - (right.review?.at ?? 0),
        ).slice(skip, skip + limit),
        unreadable: 0,
      })),
    all: () => structuredClone([...orders.values()]),
  };
}

export function memoryClaims(): ClaimStore & { all(): readonly Claim[] } {
  const claims = new Map<string, Claim>();
  const key = (hospital: string, bill: string) => `${hospital}:${bill}`;
  return {
    claim: (hospital, claim) =>
      step(() => {
        const held = claims.get(key(hospital, claim.billId));
        if (held !== undefined) return { heldBy: held };
        claims.set(key(hospital, claim.billId), structuredClone(claim));
        return 'claimed';
      }),
    takeOver: (hospital, from, to) =>
      step(() => {
        if (claims.get(key(hospital, from.billId))?.orderNo !== from.orderNo) return 'lost';
        claims.set(key(hospital, from.billId), structuredClone({ ...to, billId: from.billId }));
        return 'claimed';
      }),
    release: (hospital, billId, holder) =>
      step(() => {
        if (claims.get(key(hospital, billId))?.orderNo !== holder) return;
        claims.delete(key(hospital, billId));
      }),
    holder: (hospital, billId) => step(() => claims.get(key(hospital, billId))),
    all: () => structuredClone([...claims.values()]),
  };
}

export function memoryPatientLinks(): PatientLinks {
  const lists = new Map<string, LinkList>();
  const key = (hospital: string, owner: string) => `${hospital}:${owner}`;
  const listOf = (hospital: string, owner: string) => lists.get(key(hospital, owner)) ?? [];
  return {
    of: (hospital, owner) => step(() => listOf(hospital, owner)),
    find: (hospital, owner, id) =>
      step(() => listOf(hospital, owner).find((link) => link.patientId === id)),
    add: (hospital, link) =>
      step(() => {
        const list = withLink(listOf(hospital, link.owner), link);
        if (typeof list === 'string') return list;
        lists.set(key(hospital, link.owner), structuredClone(list));
        return 'added';
      }),
    replace: (hospital, link) =>
      step(() => {
        const list = withLinkReplaced(listOf(hospital, link.owner), link);
        lists.set(key(hospital, link.owner), structuredClone(list));
      }),
    remove: (hospital, owner, id) =>
      step(() => {
        lists.set(key(hospital, owner), withoutLink(listOf(hospital, owner), id));
      }),
    ownersOf: (hospital, id) =>
      step(() =>
        [...lists.entries()].flatMap(([at, list]) =>
          at.startsWith(`${hospital}:`)
            ? list.filter((link) => link.patientId === id).map(({ owner }) => owner)
            : [],
        ),
      ),
    setDefault: (hospital, owner, id) =>
      step(() => {
        lists.set(key(hospital, owner), withDefault(listOf(hospital, owner), id));
      }),
  };
}

export function memoryPhoneProofs(): PhoneProofs {
  const proofs = new Map<string, PhoneProof>();
  const key = (hospital: string, proofId: string) => `${hospital}:${proofId}`;
  return {
    put: (hospital, proof) =>
      step(() => {
        proofs.set(key(hospital, proof.proofId), structuredClone(proof));
      }),
    find: (hospital, proofId) => step(() => proofs.get(key(hospital, proofId))),
    remove: (hospital, proofId) =>
      step(() => {
        proofs.delete(key(hospital, proofId));
      }),
    forget: (hospital, owner) =>
      step(() => {
        for (const [at, proof] of proofs) {
          if (at.startsWith(`${hospital}:`) && proof.owner === owner) proofs.delete(at);
        }
      }),
  };
}

export function memoryAttempts(): Attempts {
  const taken = new Map<string, readonly number[]>();
  return {
    take: (key, most, windowMs, now) =>
      step(() => {
        const recent = (taken.get(key) ?? []).filter((at) => at > now - windowMs);
        if (recent.length >= most) return 'over';
        taken.set(key, [...recent, now]);
        return 'ok';
      }),
  };
}

export function memoryNotices(): NoticeStore {
  const first = new Map<string, string>();
  return {
    keep: (hospital, notice) =>
      step(() => {
        const key = `${hospital}:${notice.orderNo}:${notice.subject}`;
        const known = first.get(key);
        if (known === undefined) {
          first.set(key, notice.fingerprint);
          return 'first';
        }
        return known === notice.fingerprint ? 'repeated' : 'differs';
      }),
  };
}

export function memoryLease(): Lease {
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  return {
    take: (name, holder, now, forMs) =>
      step(() => {
        const held = leases.get(name);
        if (held !== undefined && held.holder !== holder && held.until > now) return false;
        leases.set(name, { holder, until: now + forMs });
        return true;
      }),
    release: (name, holder) =>
      step(() => {
        if (leases.get(name)?.holder !== holder) return;
        leases.delete(name);
      }),
  };
}

export function memoryTokens(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  return {
    load: (name) => step(() => tokens.get(name)),
    save: (name, token, instead) =>
      step(() => {
        const held = tokens.get(name);
        const same = held?.token === instead?.token && held?.expiresAt === instead?.expiresAt;
        if (!same) return 'superseded';
        tokens.set(name, structuredClone(token));
        return 'saved';
      }),
  };
}

export interface MemoryStores {
  readonly orders: ReturnType<typeof memoryOrders>;
  readonly claims: ReturnType<typeof memoryClaims>;
  readonly links: PatientLinks;
  readonly proofs: PhoneProofs;
  readonly attempts: Attempts;
  readonly notices: NoticeStore;
  readonly lease: Lease;
  readonly tokens: TokenStore;
}

export function memoryStores(): MemoryStores {
  return {
    orders: memoryOrders(),
    claims: memoryClaims(),
    links: memoryPatientLinks(),
    proofs: memoryPhoneProofs(),
    attempts: memoryAttempts(),
    notices: memoryNotices(),
    lease: memoryLease(),
    tokens: memoryTokens(),
  };
}
