/**
 * Going to where the patient permits the use of their insurance (医保免密授权), and taking the code that
 * comes back. A code counts once, only while the last jump was for authorisation, and only from the mini
 * program that was opened: the cashier's return can bring an expired one of its own, Android repeats an
 * old one. Otherwise a return is a return without permission.
 */
import type { NextStep, Place } from '../../cloudfunctions/contract/types';
import type { Jump } from './jump';
import { jumpTo } from './jump';
import { latestPending, rememberPending } from './pending';
import { askPlace } from './place';
import type { Arrival } from './return-inbox';

export type AuthoriseStep = Extract<NextStep, { do: 'authorise' }>;

/** The pending record in phase `authorising` must have been written before. */
export function openAuthorisation({ appId, path, trial }: AuthoriseStep): Promise<Jump> {
  return jumpTo(trial === undefined ? { appId, path } : { appId, path, trial });
}

export interface Permission {
  readonly authCode: string;
  /** Whose bills, as far as it was known. */
  readonly patientId?: string;
  readonly sharePlace: boolean;
}

/** The code that an arrival brings for this order; undefined when it brings none that counts. */
export function takeAuthCode(arrival: Arrival, orderNo: string): Permission | undefined {
  const { authCode, fromAppId } = arrival;
  const pending = latestPending();
  if (authCode === undefined || pending === undefined) return undefined;
  const isAwaited = pending.phase === 'authorising' && pending.orderNo === orderNo;
  if (!isAwaited || pending.expectedAppId !== fromAppId) return undefined;
  try {
    // from now on no code is awaited
    rememberPending({ ...pending, phase: 'paying' });
  } catch {
    return undefined;
  }
  const { patientId, sharePlace } = pending;
  return { authCode, sharePlace, ...(patientId === undefined ? {} : { patientId }) };
}

/** The place, if the patient was willing to tell it before. */
export async function placeFor({ sharePlace }: Permission): Promise<Place> {
  return sharePlace ? askPlace() : { kind: 'refused' };
}
