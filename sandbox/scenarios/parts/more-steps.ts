/**
 * Steps around the payment: time, timers, notices, the hospital's counter, other people.
 */

import { z } from 'zod';
import { idDigest } from '../../platform/payinsurance/signing';
import { difference, inWords, type Expected } from './expect';
import { StepFailed, type Stage } from './stage';
import type { Step } from './step';
import { PATIENT } from './steps';

const noticesAnswer = z.object({
  notices: z.array(z.looseObject({ id: z.string(), hospOutTradeNo: z.string() })),
});
const oursAnswer = z.object({ ours: z.unknown() });
const clockAnswer = z.object({ shanghai: z.string() });
const entriesAnswer = z.object({
  entries: z.array(
    z.looseObject({ call: z.string().optional(), direction: z.string().optional() }),
  ),
});
const ledgerAnswer = z.object({
  entries: z.array(z.looseObject({ orderNo: z.string().optional() })),
});
const patientsAnswer = z.object({
  patients: z.array(
    z.object({
      patientId: z.string(),
      name: z.string(),
      cardNo: z.string(),
      idType: z.number(),
      idNo: z.string(),
    }),
  ),
});
const smsAnswer = z.object({ sms: z.array(z.object({ text: z.string() })) });
const proofAnswer = z.object({ proofId: z.string() });

async function moved(stage: Stage, move: object): Promise<string> {
  return clockAnswer.parse(await stage.control('/clock', move)).shanghai;
}

/** The clock goes on so many minutes. */
export function minutes(count: number): Step {
  return {
    says: `${String(count)} min pass`,
    run: (stage) => moved(stage, { advanceMs: count * 60_000 }),
  };
}

/** The clock goes to a moment: `midnight`, `23:20`, `token-expiry`. */
export function clockTo(moment: string): Step {
  return { says: `the clock goes to ${moment}`, run: (stage) => moved(stage, { to: moment }) };
}

/** The clock goes to when the order is to be closed, or when something is next due for it. */
export function clockToOrder(what: 'deadline' | 'due', name = 'order'): Step {
  return {
    says: `the clock goes to the order's ${what === 'due' ? 'next step' : 'deadline'}`,
    run: (stage) => moved(stage, { to: `order-${what}:${stage.order(name).orderNo}` }),
  };
}

/** The functions' timer fires now. */
export function tick(timer = 'clockwork'): Step {
  return {
    says: `the timer ${timer} fires`,
    run: async (stage) => {
      await stage.control('/cloud/tick', { name: timer });
      return undefined;
    },
  };
}

/**
 * Our stored order becomes so within `limit` minutes of the clock, a minute and a round of the timer
 * at a time: a round that the timer itself had begun, at the old hour, takes nothing from the story.
 */
export function within(limit: number, expected: Expected, name = 'order'): Step {
  return {
    says: `${name}: within ${String(limit)} min our order is ${inWords(expected)}`,
    run: async (stage) => {
      const look = async () => {
        const order = await stage.control(`/cloud/orders/${stage.order(name).orderNo}`);
        return difference(oursAnswer.parse(order).ours, expected);
      };
      for (let passed = 0; ; passed += 1) {
        const wrong = await look();
        if (wrong === undefined) return `${String(passed)} min`;
        if (passed === limit) throw new StepFailed(wrong);
        await moved(stage, { advanceMs: 60_000 });
        await stage.control('/cloud/tick', { name: 'clockwork' });
      }
    },
  };
}

async function noticeOf(stage: Stage, name: string) {
  const { orderNo } = stage.order(name);
  const { notices } = noticesAnswer.parse(await stage.control('/payinsurance/notices'));
  return notices.find((notice) => notice.hospOutTradeNo === orderNo);
}

/** The order's payment notice becomes so: `{state: 'accepted'}`. */
export function noticeIs(expected: Expected, name = 'order'): Step {
  return {
    says: `${name}: its notice is ${inWords(expected)}`,
    run: async (stage) => {
      await stage.until(async () => difference(await noticeOf(stage, name), expected));
      return undefined;
    },
  };
}

/** The notice is sent again, byte for byte. */
export function replayNotice(name = 'order'): Step {
  return {
    says: `${name}: its notice is replayed`,
    run: async (stage) => {
      const id = (await noticeOf(stage, name))?.id;
      if (id === undefined) throw new StepFailed('there is no notice');
      await stage.control(`/payinsurance/notices/${id}/replay`, {});
      return undefined;
    },
  };
}

/** An altered copy of the notice is sent; what it says is not ours to choose. */
export function tamperNotice(
  set: Readonly<Record<string, string>>,
  sign: string,
  name = 'order',
): Step {
  return {
    says: `${name}: a notice altered in ${Object.keys(set).join(', ')}, signature ${sign}, arrives`,
    run: async (stage) => {
      const id = (await noticeOf(stage, name))?.id;
      if (id === undefined) throw new StepFailed('there is no notice');
      await stage.control('/payinsurance/notices/tamper', { id, set, sign });
      return undefined;
    },
  };
}

/** So many calls of that name reached the parties since the sandbox started, or more. */
export function calledAtLeast(call: string, count: number): Step {
  return {
    says: `${call} was called ${String(count)} times or more`,
    run: async (stage) => {
      const { entries } = entriesAnswer.parse(await stage.control('/wire'));
      const seen = entries.filter((one) => one.call === call && one.direction === 'in').length;
      if (seen < count) throw new StepFailed(`it was called ${String(seen)} times`);
      return `${String(seen)} times`;
    },
  };
}

/** The hospital's ledger of today holds the order so often. */
export function bookedTimes(count: number, name = 'order'): Step {
  return {
    says: `${name}: the hospital booked it ${count === 1 ? 'once' : `${String(count)} times`}`,
    run: async (stage) => {
      const { orderNo } = stage.order(name);
      const { entries } = ledgerAnswer.parse(await stage.control('/his/ledger'));
      const booked = entries.filter((entry) => entry.orderNo === orderNo).length;
      if (booked !== count) throw new StepFailed(`it was booked ${String(booked)} times`);
      return undefined;
    },
  };
}

/** At the hospital's counter: `settle-at-window`, `cancel`, `expire`, on the order's first bill. */
export function atHospital(what: string, name = 'order', body: object = {}): Step {
  return {
    says: `${name}: at the hospital, its bill: ${what}`,
    run: async (stage) => {
      const [billId = ''] = stage.order(name).billIds;
      await stage.control(`/his/bills/${billId}/${what}`, body);
      return undefined;
    },
  };
}

/** Somebody else adds the demo patient, by the code sent to the patient's own telephone. */
export function addsThePatient(openid: string): Step {
  return {
    says: `${openid} adds the patient by a code from the hospital`,
    run: async (stage) => {
      const { patients } = patientsAnswer.parse(await stage.control('/his/patients'));
      const patient = patients.find(({ patientId }) => patientId === PATIENT);
      if (patient === undefined) throw new StepFailed('the hospital does not know the patient');
      const { idNo, patientId: _id, ...card } = patient;
      const claim = { ...card, idDigest: idDigest(idNo) };
      const { proofId } = proofAnswer.parse(
        await stage.must(openid, 'clinic', 'startPhoneProof', claim),
      );
      const { sms } = smsAnswer.parse(await stage.control('/his/sms'));
      const code = /\d{6}/.exec(sms.at(-1)?.text ?? '')?.[0] ?? '';
      const result = await stage.call(openid, 'clinic', 'finishPhoneProof', { proofId, code });
      if (!result.ok && result.reason !== 'patient-already-added')
        throw new StepFailed(result.reason);
      return undefined;
    },
  };
}
