/**
 * The steps that scenarios are made of. Orders go by a name within the scenario (`order` unless told
 * otherwise). Amounts in fen, times in minutes or as moments of the clock.
 */

import { z } from 'zod';
import type { Fault } from '../../control/faults';
import { PEOPLE } from '../../people';
import { difference, inWords, type Expected } from './expect';
import { StepFailed, type Stage } from './stage';
import type { Step } from './step';

const [FIRST] = PEOPLE;
if (FIRST === undefined) throw new Error('the sandbox has no people');
/** The demo patient, and whose phone it is. */
export const PATIENT = FIRST.patientId;
export const PAYER = FIRST.openid;
const ORDER = 'order';
const SOMEWHERE = { kind: 'refused' };

const billAnswer = z.object({ billId: z.string() });
const splitAnswer = z.object({ split: z.object({ payWith: z.string() }) });
const orderAnswer = z.object({ order: z.looseObject({ orderNo: z.string() }) });

const step = (says: string, run: (stage: Stage) => Promise<string | undefined>): Step => ({
  says,
  run,
});

/** A step that only acts. */
const act = (says: string, run: (stage: Stage) => Promise<unknown>): Step =>
  step(says, async (stage) => {
    await run(stage);
    return undefined;
  });

/** Issues a bill of that story (sandbox/hospital/README.md) and places an order on it. */
export function placeOrder(story: string, name = ORDER): Step {
  return step(`${name}: the patient places an order on the bill ${story}`, async (stage) => {
    const { billId } = billAnswer.parse(await stage.control('/his/bills', { scenario: story }));
    return placed(stage, PAYER, [billId], name);
  });
}

/** Places another order on the bills of one; `by`: with whose phone. */
export function placeAgain(of: string, name: string, by: string = PAYER): Step {
  return step(`${name}: an order on the bill of ${of} again, by ${by}`, (stage) =>
    placed(stage, by, stage.order(of).billIds, name),
  );
}

async function asked(stage: Stage, openid: string, billIds: readonly string[]): Promise<object> {
  const who = { patientId: PATIENT, billIds };
  const wish = { ...who, payWith: 'insurance' };
  const { split } = splitAnswer.parse(await stage.must(openid, 'clinic', 'split', wish));
  return { ...who, payWith: split.payWith, place: SOMEWHERE };
}

async function placed(
  stage: Stage,
  openid: string,
  billIds: readonly string[],
  name: string,
): Promise<string> {
  const ask = await asked(stage, openid, billIds);
  const { order } = orderAnswer.parse(await stage.must(openid, 'pay', 'placeOrder', ask));
  stage.remember(name, { orderNo: order.orderNo, billIds, openid });
  return order.orderNo;
}

/** A placement that must be refused; on a fresh bill of `story`, or on the bills of an order. */
export function placementRefused(
  on: { readonly story: string } | { readonly billsOf: string },
  reason: string,
  by: string = PAYER,
): Step {
  const what = 'story' in on ? `the bill ${on.story}` : `the bill of ${on.billsOf}`;
  return act(`an order on ${what} by ${by} is refused: ${reason}`, async (stage) => {
    const billIds =
      'story' in on
        ? [billAnswer.parse(await stage.control('/his/bills', { scenario: on.story })).billId]
        : stage.order(on.billsOf).billIds;
    const input = { patientId: PATIENT, billIds, payWith: 'insurance', place: SOMEWHERE };
    const result = await stage.call(by, 'pay', 'placeOrder', input);
    if (result.ok) throw new StepFailed('it was placed');
    if (result.reason !== reason) throw new StepFailed(`it was refused for ${result.reason}`);
  });
}

/** What happens in the cashier: paid, insufficient, failed, failing, processing. */
export function inCashier(outcome: string, name = ORDER): Step {
  return act(`${name}: in the cashier: ${outcome}`, (stage) =>
    stage.control('/payinsurance/pay', { hospOutTradeNo: stage.order(name).orderNo, outcome }),
  );
}

/** The patient closes the order. */
export function closeOrder(name = ORDER): Step {
  return act(`${name}: the patient closes it`, (stage) => {
    const { openid, orderNo } = stage.order(name);
    return stage.must(openid, 'pay', 'closeOrder', { orderNo });
  });
}

/** The patient looks at the result (which asks the platform) until it says so. */
export function patientSees(expected: Expected, name = ORDER): Step {
  return act(`${name}: the patient sees ${inWords(expected)}`, (stage) => {
    const { openid, orderNo } = stage.order(name);
    return stage.until(async () => {
      const view = await stage.must(openid, 'pay', 'confirmOrder', { orderNo });
      return difference(orderAnswer.parse(view).order, expected);
    });
  });
}

/** Our stored order becomes so; looking changes nothing. */
export function stored(expected: Expected, name = ORDER): Step {
  return seen('our order is', 'ours', expected, name);
}

/** The platform's order becomes so. */
export function platformHas(expected: Expected, name = ORDER): Step {
  return seen('the platform has', 'platform', expected, name);
}

/** The orders at WeChat Pay become so (2.0): `{mixed: {state: 'SUCCESS'}, cash: …}`. */
export function wechatHas(expected: Expected, name = ORDER): Step {
  return seen('WeChat Pay has', 'wechatpay', expected, name);
}

/** The fees at the bureau become so (2.0). */
export function bureauHas(expected: Expected, name = ORDER): Step {
  return seen('the bureau has', 'bureau', expected, name);
}

/** Insurance that the hospital settled at a counter, and the certificate for the cash, become so. */
export function counterHas(expected: Expected, name = ORDER): Step {
  return seen('the counter has', 'counter', expected, name);
}

/** The hospital's books say so. */
export function hospitalHas(expected: Expected, name = ORDER): Step {
  return seen('the hospital has', 'hospital', expected, name);
}

function seen(
  says: string,
  party: 'ours' | 'platform' | 'wechatpay' | 'bureau' | 'counter' | 'hospital',
  expected: Expected,
  name: string,
): Step {
  const views = z.object({ [party]: z.unknown() });
  return act(`${name}: ${says} ${inWords(expected)}`, (stage) =>
    stage.until(async () => {
      const path = `/cloud/orders/${stage.order(name).orderNo}`;
      return difference(views.parse(await stage.control(path))[party], expected);
    }),
  );
}

/** Plants a fault for the next calls of that name; `skip` of them pass by first. */
export function plant(
  call: string,
  fault: Fault,
  { count = 1, skip = 0 }: { readonly count?: number; readonly skip?: number } = {},
): Step {
  const which = skip === 0 ? `next ${String(count)}` : `${String(count)} after ${String(skip)}`;
  return act(`fault ${fault.kind} for the ${which} of ${call}`, (stage) =>
    stage.control('/faults', { call, fault, count, skip }),
  );
}
