/**
 * The one way to the function `staff`: `ask('figures', {})`. As services/api, it never throws; who may
 * do what is for the server to say (money rule 13).
 */
import type { StaffActions } from '../../../../cloudfunctions/contract/staff-types';
import { send } from '../../../services/api';
import type { Outcome } from '../../../services/trouble';
import { answers } from './answers';

export type StaffAnswers = { readonly [A in keyof StaffActions]: StaffActions[A]['out'] };

/** Calls an action as the person whose phone it is. */
export function ask<A extends keyof StaffActions>(
  action: A,
  input: StaffActions[A]['in'],
): Promise<Outcome<StaffActions[A]['out']>> {
  return send('staff', action, input, answers[action]);
}
