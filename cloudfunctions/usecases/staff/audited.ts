/**
 * Every act of a person is written down before it takes effect, and how it ended afterwards; refusals
 * too (money rules 12 and 13). An act whose line cannot be written does not happen.
 */
import type { OpenId } from '../../domain/ids';
import type { Attempts } from '../../ports/attempts';
import type { AuditFacts, AuditStore } from '../../ports/audit-store';
import type { StaffMember, StaffRole, StaffRoll } from '../../ports/staff-store';
import type { Base } from '../deps';
import { Refusal } from '../refusal';
import { staffOf, type StaffDoor } from './staff-of';

export interface Audited extends Base, StaffDoor {
  readonly hospital: Base['hospital'];
  readonly staff: StaffDoor['staff'] & StaffRoll;
  readonly audit: AuditStore;
  readonly attempts: Attempts;
}

export type Me = Pick<StaffMember, 'name' | 'role'>;

/** What the act adds to its line once it knows; `outcome` where it was not simply done. */
interface Told extends Partial<Omit<AuditFacts, 'act'>> {
  readonly outcome?: string;
}
export type Tell = (facts: Told) => void;

const HOUR = 3_600_000;
/** Lines an hour about one stranger: they must not fill the list. */
const STRANGER_LINES = 20;

/** Somebody who is not allowed tried: written down under a name that tells no openid. */
async function noteStranger(deps: Audited, who: OpenId, facts: AuditFacts): Promise<void> {
  const { hospital, clock } = deps;
  const key = `audit:${hospital.id}:${who}`;
  if ((await deps.attempts.take(key, STRANGER_LINES, HOUR, clock.now())) === 'over') return;
  const byName = deps.staff.memberId(hospital.id, who).slice(0, 8);
  const id = await deps.audit.begin(hospital.id, { ...facts, at: clock.now(), by: who, byName });
  await deps.audit.end(hospital.id, id, 'not-allowed');
}

/** The member, with at least that role; a refused try is written down. Refusal `not-allowed`. */
async function known(deps: Audited, who: OpenId, facts: AuditFacts, least: StaffRole): Promise<Me> {
  try {
    return await staffOf(deps, who, least);
  } catch (error) {
    if (error instanceof Refusal) await noteStranger(deps, who, facts);
    throw error;
  }
}

/** How it ended is told, but an act that has happened is not undone by a line that is not written. */
async function ended(
  deps: Audited,
  id: string,
  { outcome = 'done', ...facts }: Told,
): Promise<void> {
  try {
    await deps.audit.end(deps.hospital.id, id, outcome, facts);
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'internal';
    deps.log.alarm('audit.not-ended', { outcome, reason });
  }
}

/** Runs the act between its two lines. */
export async function written<T>(
  deps: Audited,
  who: OpenId,
  byName: string,
  facts: AuditFacts,
  act: (tell: Tell) => Promise<T>,
): Promise<T> {
  const at = deps.clock.now();
  const id = await deps.audit.begin(deps.hospital.id, { ...facts, at, by: who, byName });
  let told: Told = {};
  try {
    const result = await act((more) => {
      told = { ...told, ...more };
    });
    await ended(deps, id, told);
    return result;
  } catch (error) {
    // anything else: whether it took effect is not known, and the line goes on saying "begun"
    if (error instanceof Refusal) await ended(deps, id, { ...told, outcome: error.reason });
    throw error;
  }
}

/** An act of staff: who it is is read anew, then the line, then the act. Refusal `not-allowed`. */
export async function audited<T>(
  deps: Audited,
  who: OpenId,
  facts: AuditFacts,
  act: (me: Me, tell: Tell) => Promise<T>,
  least: StaffRole = 'clerk',
): Promise<T> {
  const me = await known(deps, who, facts, least);
  return written(deps, who, me.name, facts, (tell) => act(me, tell));
}
