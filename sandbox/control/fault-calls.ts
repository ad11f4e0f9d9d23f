/**
 * Which faults which calls know, so that nobody plants one that could never be acted out, and the
 * console can offer the right ones. Transport faults are the same for every party; the rest is the
 * protocol's own.
 */

import type { Fault } from './faults';

export type FaultKind = Fault['kind'];

export interface KnownCall {
  /** `payinsurance.unifiedorder` */
  readonly call: string;
  readonly kinds: readonly FaultKind[];
}

export interface KnownParty {
  /** `payinsurance`, `his`, `cloud` */
  readonly party: string;
  readonly calls: readonly KnownCall[];
}

const TRANSPORT: readonly FaultKind[] = [
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  'garbage',
  'slow',
  'error',
];
const NOTICE: readonly FaultKind[] = [
  'lost',
  'late',
  'doubled',
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  'garbage',
  'bad-signature',
  'slow',
  'error',
];
const NOTICES_ONLY: readonly FaultKind[] = ['lost', 'late', 'doubled'];

export function partyOf(call: string): string {
  return call.split('.')[0] ?? '';
}

/** The kinds that a call acts out. */
export function kindsOf(call: string): readonly FaultKind[] {
  if (call.endsWith('.notice')) return NOTICE;
  const signs = ['payinsurance', 'wechatpay'].includes(partyOf(call));
  return signs ? [...TRANSPORT, 'bad-signature'] : TRANSPORT;
}

/** The calls by party, in the order in which they were named. */
export function knownParties(calls: readonly string[]): readonly KnownParty[] {
  const parties = [...new Set(calls.map(partyOf))];
  return parties.map((party) => ({
    party,
    calls: calls
      .filter((call) => partyOf(call) === party)
      .map((call) => ({ call, kinds: kindsOf(call) })),
  }));
}

/** Why that fault cannot be planted for that call, for a developer; undefined when it can. */
export function impossible(
  call: string,
  kind: FaultKind,
  known: readonly string[],
): { readonly at: 'call' | 'kind'; readonly why: string } | undefined {
  const mates = known.filter((other) => partyOf(other) === partyOf(call));
  if (mates.length > 0 && !known.includes(call)) {
    return { at: 'call', why: `unknown call; known are ${mates.join(', ')}` };
  }
  if (NOTICES_ONLY.includes(kind) && !call.endsWith('.notice')) {
    return { at: 'kind', why: `${NOTICES_ONLY.join(', ')} are for notices only` };
  }
  if (mates.length > 0 && !kindsOf(call).includes(kind)) {
    return { at: 'kind', why: `${call} knows ${kindsOf(call).join(', ')}` };
  }
  return undefined;
}
