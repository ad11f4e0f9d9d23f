/**
 * Steps of 移动医保支付 2.0: the permission, WeChat's own cashier, and what the bureau does.
 */

import { z } from 'zod';
import { StepFailed, type Stage } from './stage';
import type { Step } from './step';

const codeAnswer = z.object({ authCode: z.string() });
const NOWHERE = { kind: 'refused' };

/** A code as the authorisation hands it to the phone; older by so many minutes when it is used. */
async function permission(stage: Stage, name: string, minutesOld: number) {
  const { openid, orderNo } = stage.order(name);
  const { authCode } = codeAnswer.parse(await stage.control('/bureau/code', { openid }));
  if (minutesOld > 0) await stage.control('/clock', { advanceMs: minutesOld * 60_000 });
  return { openid, input: { orderNo, authCode, place: NOWHERE } };
}

/** The patient permits the use of their insurance and comes back. */
export function permits(name = 'order'): Step {
  return {
    says: `${name}: the patient permits the use of their insurance`,
    run: async (stage) => {
      const { openid, input } = await permission(stage, name, 0);
      await stage.must(openid, 'pay', 'authoriseOrder', input);
      return undefined;
    },
  };
}

/** The same so many minutes later; it must be refused. */
export function permitsTooLate(minutesOld: number, reason: string, name = 'order'): Step {
  return {
    says: `${name}: a permission of ${String(minutesOld)} min ago is refused: ${reason}`,
    run: async (stage) => {
      const { openid, input } = await permission(stage, name, minutesOld);
      const result = await stage.call(openid, 'pay', 'authoriseOrder', input);
      if (result.ok) throw new StepFailed('it was taken');
      if (result.reason !== reason) throw new StepFailed(`it was refused for ${result.reason}`);
      return undefined;
    },
  };
}

/** What happens in WeChat's own cashier: paid, half-paid, paying … */
export function inWechatCashier(outcome: string, name = 'order'): Step {
  return {
    says: `${name}: in WeChat's cashier: ${outcome}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      await stage.control('/wechatpay/pay', { outTradeNo: orderNo, outcome });
      return undefined;
    },
  };
}

/** The bureau's next answer at that step is this no (bureau/README.md). */
export function bureauSaysNo(at: string, why: string): Step {
  return {
    says: `the bureau's next ${at} fails: ${why}`,
    run: async (stage) => {
      await stage.control('/bureau/fail-next', { at, why });
      return undefined;
    },
  };
}
