/** The desk's own stores in memory; held to the same contract suite as the cloud's. */
import { fen, ZERO } from '../../miniprogram/shared/fen';
import type { Closing, Dealt } from '../../cloudfunctions/domain/recon-dealt';
import type { AuditEntry, AuditStore } from '../../cloudfunctions/ports/audit-store';
import type { ReconClosings } from '../../cloudfunctions/ports/recon-closings';
import type { RefundRequest, RefundRequests } from '../../cloudfunctions/ports/refund-requests';
import type { Invitation, Invitations } from '../../cloudfunctions/ports/staff-store';

async function step<T>(act: () => T): Promise<T> {
  await Promise.resolve();
  return structuredClone(act());
}

export function memoryAudit(): AuditStore & { all(): readonly AuditEntry[] } {
  const entries = new Map<string, AuditEntry & { readonly hospital: string }>();
  let count = 0;
  const of = (hospital: string) =>
    [...entries.values()]
      .filter((entry) => entry.hospital === hospital)
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .map(({ hospital: _hospital, ...entry }) => entry);
  const own: AuditStore['of'] = (hospital, by, { from, to }, limit) =>
    step(() =>
      of(hospital)
        .filter((entry) => entry.by === by && entry.at >= from && entry.at <= to)
        .slice(0, limit),
    );
  return {
    begin: (hospital, entry) =>
      step(() => {
        count += 1;
        const id = `${hospital}:${String(entry.at).padStart(15, '0')}:${String(count).padStart(12, '0')}`;
        entries.set(id, { ...structuredClone(entry), id, outcome: 'begun', hospital });
        return id;
      }),
    end: (hospital, id, outcome, facts = {}) =>
      step(() => {
        const entry = entries.get(id);
        if (entry?.hospital !== hospital || entry.outcome !== 'begun') return;
        entries.set(id, { ...entry, ...facts, outcome });
      }),
    latest: (hospital, after, limit) =>
      step(() =>
        of(hospital)
          .filter(({ id }) => after === undefined || id < after)
          .reverse()
          .slice(0, limit),
      ),
    of: own,
    done: async (hospital, by, span) => {
      const sums = new Map<string, { count: number; cash: typeof ZERO; insurance: typeof ZERO }>();
      for (const { act, outcome, cash = 0, insurance = 0 } of await own(hospital, by, span, 1e6)) {
        if (outcome !== 'done') continue;
        const before = sums.get(act) ?? { count: 0, cash: ZERO, insurance: ZERO };
        sums.set(act, {
          count: before.count + 1,
          cash: fen(before.cash + cash),
          insurance: fen(before.insurance + insurance),
        });
      }
      return sums;
    },
    all: () => [...entries.values()],
  };
}

export function memoryRequests(): RefundRequests {
  const requests = new Map<string, RefundRequest>();
  const key = (hospital: string, orderNo: string) => `${hospital}:${orderNo}`;
  const same = (left: RefundRequest | undefined, right: RefundRequest | undefined) =>
    left?.round === right?.round && left?.state === right?.state;
  const open = (hospital: string) =>
    [...requests.entries()]
      .filter(([id]) => id.startsWith(`${hospital}:`))
      .map(([, request]) => request)
      .filter(({ state }) => state === 'waiting' || state === 'approved')
      .sort((left, right) => left.at - right.at);
  return {
    load: (hospital, orderNo) => step(() => requests.get(key(hospital, orderNo))),
    add: (hospital, request, instead) =>
      step(() => {
        const id = key(hospital, request.orderNo);
        if (!same(requests.get(id), instead)) return 'lost';
        requests.set(id, structuredClone(request));
        return 'added';
      }),
    move: (hospital, from, to) =>
      step(() => {
        const id = key(hospital, from.orderNo);
        const stored = requests.get(id);
        if (stored === undefined || !same(stored, from)) return 'lost';
        requests.set(id, structuredClone({ ...stored, ...to }));
        return 'moved';
      }),
    open: (hospital, limit) => step(() => open(hospital).slice(0, limit)),
    countOpen: (hospital) => step(() => open(hospital).length),
  };
}

export function memoryInvitations(): Invitations {
  const invitations = new Map<string, Invitation>();
  const key = (hospital: string, code: string) => `${hospital}:${code}`;
  return {
    add: (hospital, code, invitation) =>
      step(() => {
        if (invitations.has(key(hospital, code))) return 'exists';
        invitations.set(key(hospital, code), structuredClone(invitation));
        return 'added';
      }),
    find: (hospital, code) => step(() => invitations.get(key(hospital, code))),
    use: (hospital, code, usedBy) =>
      step(() => {
        const stored = invitations.get(key(hospital, code));
        if (stored === undefined || stored.usedBy !== undefined) return 'lost';
        invitations.set(key(hospital, code), { ...stored, usedBy });
        return 'used';
      }),
  };
}

export function memoryClosings(): ReconClosings {
  const dealt = new Map<string, Dealt>();
  const closings = new Map<string, Closing>();
  return {
    putDealt: (hospital, one) =>
      step(() => {
        dealt.set(`${hospital}:${one.differenceId}`, structuredClone(one));
      }),
    dealtOf: (hospital, day, after, limit) =>
      step(() =>
        [...dealt.entries()]
          .filter(([id, one]) => id.startsWith(`${hospital}:`) && one.day === day)
          .map(([, one]) => one)
          .filter(({ differenceId }) => after === undefined || differenceId > after)
          .sort((left, right) => (left.differenceId < right.differenceId ? -1 : 1))
          .slice(0, limit),
      ),
    putClosing: (hospital, one) =>
      step(() => {
        closings.set(`${hospital}:${one.day}`, structuredClone(one));
      }),
    closing: (hospital, day) => step(() => closings.get(`${hospital}:${day}`)),
    closings: (hospital, from, to) =>
      step(() =>
        [...closings.entries()]
          .filter(([id, { day }]) => id.startsWith(`${hospital}:`) && day >= from && day <= to)
          .map(([, one]) => one),
      ),
  };
}
