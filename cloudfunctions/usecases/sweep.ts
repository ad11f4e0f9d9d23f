/**
 * What was kept long enough goes, a bounded slice of each kind a minute: a minute in which nothing is
 * over costs one indexed query a kind (docs/privacy.md). Payments and what proves them are no kind.
 */
import { SWEPT_KINDS, sweptUpTo, type RetentionRules, type SweptKind } from '../domain/retention';
import type { Deadline } from '../ports/deadline';
import type { Retention } from '../ports/retention';
import type { Base } from './deps';
import { eachInTurn } from './in-turn';

export interface Sweeper extends Base {
  readonly retention: Retention;
  readonly retentionRules: RetentionRules;
}

/** Removed at once; a slice of that size is followed by another. */
const SLICE = 20;
/** Of one kind in one minute. */
const SLICES_MOST = 5;
/** Calls that one slice may take, one after the other. */
const CALLS_A_SLICE = 2;

async function sweepKind(deps: Sweeper, kind: SweptKind, deadline: Deadline): Promise<void> {
  const { clock, hospital, log, retention, retentionRules, rules } = deps;
  const upTo = sweptUpTo(retentionRules, kind, clock.now());
  let swept = 0;
  for (let slice = 0; slice < SLICES_MOST; slice += 1) {
    if (deadline.leftMs() < CALLS_A_SLICE * rules.httpTimeoutMs) break;
    const found = await retention.sweep(hospital.id, kind, upTo, SLICE);
    swept += found;
    if (found < SLICE) break;
  }
  if (swept > 0) log.info('swept', { action: kind, count: swept });
}

/** One minute's slice of every kind; a kind that fails keeps none of the others waiting. */
export function sweep(deps: Sweeper, deadline: Deadline): Promise<void> {
  return eachInTurn(SWEPT_KINDS.map((kind) => () => sweepKind(deps, kind, deadline)));
}
