/** A hospital in memory with a clock that only tests move and randomness that repeats. */

import { Hospital } from '../../sandbox/hospital/engine';
import { HisError, type HisErrorCode } from '../../sandbox/hospital/errors';
import { shanghaiIso } from '../../sandbox/hospital/time';
import type { PayWith, SettleRequest } from '../../sandbox/hospital/types';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';

/** 2026-01-05, half past nine in Shanghai. */
export const MORNING = Date.parse('2026-01-05T09:30:00+08:00');
export const ZHANG = 'P00001';

export interface Fixture {
  readonly hospital: Hospital;
  readonly tables: Tables;
  /** Moves the clock by ms. */
  pass(ms: number): void;
  now(): number;
}

export function hospitalFixture(startsAt = MORNING): Fixture {
  let now = startsAt;
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const tables = memoryTables();
  const hospital = new Hospital({ clock: { now: () => now }, tables, random });
  return {
    hospital,
    tables,
    pass(ms) {
      now += ms;
    },
    now: () => now,
  };
}

/** What our side sends once the payment of these bills, as pre-settled now, is proven. */
export function paymentOf(
  fixture: Fixture,
  billIds: readonly string[],
  payWith: PayWith = 'insurance',
): SettleRequest {
  const { hospital } = fixture;
  const { patientId } = hospital.getBill(billIds[0] ?? '');
  const asked = hospital.preSettle({ patientId, billIds, payWith });
  const insuranceFen =
    asked.mode === 'online' ? (asked.insuranceFen ?? asked.totalFen) : asked.insuranceFen;
  const cashFen = asked.cashFen ?? 0;
  const nothing = cashFen + insuranceFen === 0;
  return {
    patientId,
    billIds,
    payWith: asked.mode === 'cash' ? 'cash' : 'insurance',
    totalFen: asked.totalFen,
    cashFen,
    insuranceFen,
    cashAddFen: asked.cashAddFen,
    cashReducedFen: asked.cashReducedFen,
    ...(asked.mode === 'offline'
      ? {
          insuranceFundFen: asked.insuranceFundFen,
          insuranceSelfFen: asked.insuranceSelfFen,
          serialNo: asked.serialNo,
        }
      : {}),
    channel: nothing ? 'none' : 'payinsurance',
    ...(nothing ? {} : { platformTradeNo: 'M0001' }),
    paidAt: shanghaiIso(fixture.now()),
  };
}

/** The code with which the hospital refuses `act`; throws if it does not refuse. */
export function refusalOf(act: () => unknown): HisErrorCode {
  try {
    act();
  } catch (error) {
    if (error instanceof HisError) return error.code;
    throw error;
  }
  throw new Error('the hospital did not refuse');
}
