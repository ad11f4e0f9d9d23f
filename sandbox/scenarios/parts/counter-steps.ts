/**
 * Steps at a hospital's counter (一码付): the patient shows their 医保码, a clerk scans it, charges what the
 * hospital asks for, and goes on with it as on the clerk's phone.
 */

import { z } from 'zod';
import { ADMINISTRATOR } from '../../function-environment';
import { difference, inWords, type Expected } from './expect';
import { StepFailed, type Stage } from './stage';
import type { Step } from './step';
import { PATIENT, PAYER } from './steps';

const COUNTER = 'C01';

const billAnswer = z.object({ billId: z.string() });
const codeAnswer = z.object({ code: z.string() });
const scanAnswer = z.object({ scan: z.object({ scanId: z.string() }) });
const quoteAnswer = z.object({
  quote: z.object({
    split: z.object({ payWith: z.string(), total: z.number(), cash: z.number() }),
  }),
});
const orderAnswer = z.object({ order: z.looseObject({ orderNo: z.string(), stage: z.string() }) });
const openAnswer = z.object({ orders: z.array(z.looseObject({ orderNo: z.string() })) });

/** How the patient's account pays when its code is charged: at-once, password, insufficient, lost. */
export function codePays(how: string): Step {
  return {
    says: `the patient's code is to pay: ${how}`,
    run: async (stage) => {
      await stage.control('/onecode/phones', { openid: PAYER, pays: how });
      return undefined;
    },
  };
}

/** The patient types the password that is asked for, or does not: confirm, cancel. */
export function typesPassword(how: string, name = 'order'): Step {
  return {
    says: `${name}: the password is asked for: ${how}`,
    run: async (stage) => {
      await stage.control('/onecode/type', { outTradeNo: stage.order(name).orderNo, how });
      return undefined;
    },
  };
}

async function charged(stage: Stage, billIds: readonly string[], name: string): Promise<string> {
  const { code } = codeAnswer.parse(await stage.control(`/onecode/code?openid=${PAYER}`));
  const clerk = (action: string, input: object): Promise<unknown> =>
    stage.must(ADMINISTRATOR, 'counter', action, { counterNo: COUNTER, ...input });
  const { scan } = scanAnswer.parse(await clerk('scan', { code }));
  const what = { scanId: scan.scanId, patientId: PATIENT, billIds };
  const { quote } = quoteAnswer.parse(await clerk('quote', { ...what, payWith: 'insurance' }));
  const { payWith, total, cash } = quote.split;
  const { order } = orderAnswer.parse(
    await clerk('charge', { ...what, payWith, shown: { total, cash } }),
  );
  stage.remember(name, { orderNo: order.orderNo, billIds, openid: ADMINISTRATOR });
  return `${order.orderNo}, ${order.stage}`;
}

/** Issues a bill of that story (sandbox/hospital/README.md); a clerk scans the code and charges it. */
export function clerkCharges(story: string, name = 'order'): Step {
  return {
    says: `${name}: a clerk scans the 医保码 and charges the bill ${story}`,
    run: async (stage) => {
      const { billId } = billAnswer.parse(await stage.control('/his/bills', { scenario: story }));
      return charged(stage, [billId], name);
    },
  };
}

/** The bills of one order are charged anew. */
export function clerkChargesAgain(of: string, name: string): Step {
  return {
    says: `${name}: a clerk scans the 医保码 and charges the bill of ${of} again`,
    run: (stage) => charged(stage, stage.order(of).billIds, name),
  };
}

/** What a clerk taps on the payment's page: giveUp, otherTender. */
export function clerkTaps(action: 'giveUp' | 'otherTender', name = 'order'): Step {
  return {
    says: `${name}: the clerk taps ${action}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      const answer = await stage.must(ADMINISTRATOR, 'counter', action, { orderNo });
      return orderAnswer.parse(answer).order.stage;
    },
  };
}

/** The clerk looks at the payment (which asks everybody concerned) until it says so. */
export function clerkSees(expected: Expected, name = 'order'): Step {
  return {
    says: `${name}: the clerk sees ${inWords(expected)}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      await stage.until(async () => {
        const view = await stage.must(ADMINISTRATOR, 'counter', 'confirm', { orderNo });
        return difference(orderAnswer.parse(view).order, expected);
      });
      return undefined;
    },
  };
}

/** Another phone of the staff at the same counter finds it there, as it stands. */
export function counterLists(expected: Expected, name = 'order'): Step {
  return {
    says: `${name}: the counter lists it: ${inWords(expected)}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      const answer = await stage.must(ADMINISTRATOR, 'counter', 'open', { counterNo: COUNTER });
      const found = openAnswer.parse(answer).orders.find((one) => one.orderNo === orderNo);
      const wrong = difference(found, expected);
      if (wrong !== undefined) throw new StepFailed(wrong);
      return undefined;
    },
  };
}

/** The clerk has the cash part in notes. */
export function clerkRecordsNotes(receipt: string, name = 'order'): Step {
  return {
    says: `${name}: the clerk takes notes, receipt ${receipt}`,
    run: async (stage) => {
      const input = { orderNo: stage.order(name).orderNo, kind: 'notes', receipt };
      await stage.must(ADMINISTRATOR, 'counter', 'recordTender', input);
      return undefined;
    },
  };
}

/** The hospital's next settlement of insurance at a counter is refused. */
export function hospitalWontSettle(code: string): Step {
  return {
    says: `the hospital refuses the next insurance at a counter: ${code}`,
    run: async (stage) => {
      await stage.control('/his/counter/refuse-next-settle', { code });
      return undefined;
    },
  };
}
