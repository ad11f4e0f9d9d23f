/**
 * The hospital's levers for whoever drives the sandbox, under /sandbox/api/his/*. Documented in
 * README.md beside this file. Sandbox only: it shows fictitious identity numbers and SMS codes.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { BillPlan } from './bill-plan';
import { counterReads, counterWrites } from './control-counter';
import { ledgerReads, ledgerWrites } from './control-ledger';
import { visitReads, visitWrites } from './control-visits';
import type { Hospital } from './engine';
import { HisError } from './errors';
import { HOLD_REFUSALS, LeverRefused, SETTLE_REFUSALS } from './levers';
import { shanghaiIso } from './time';

const fen = z.int().min(0);
const billPath = z.strictObject({ billId: z.string().min(1) });
const count = z.int().min(1).max(1000).default(1);
const refusalBody = z.strictObject({ code: z.enum(SETTLE_REFUSALS), count });
const holdRefusalBody = z.strictObject({ code: z.enum(HOLD_REFUSALS), count });
const bureauBody = z.strictObject({ down: z.boolean() });
const moment = z.enum(['open', 'paid']).default('open');
const amountBody = z.strictObject({ totalFen: fen, moment });
const cancelBody = z.strictObject({ moment }).default({ moment: 'open' });
const storyBody = z.strictObject({ scenario: z.string(), patientId: z.string().optional() });
const planBody = z.strictObject({
  patientId: z.string(),
  title: z.string().min(1).default('门诊费用'),
  totalFen: fen,
  /** Left out: insurance cannot pay. `online`: the bureau decides. */
  insurance: z
    .union([
      z.literal('online'),
      z.strictObject({
        fundFen: fen.default(0),
        selfFen: fen.default(0),
        otherFen: fen.default(0),
        discountFen: fen.default(0),
      }),
    ])
    .optional(),
  cashAddFen: fen.default(0),
  cashAddWording: z.string().min(1).max(16).default('快递费'),
  cashReducedFen: fen.default(0),
});

function planOf(body: z.infer<typeof planBody>): BillPlan {
  const { patientId, title, totalFen, insurance, cashAddFen, cashReducedFen } = body;
  const scenario = 'custom';
  return {
    scenario,
    patientId,
    visit: scenario,
    visitType: 'general-outpatient',
    title,
    department: '全科医学科',
    doctor: '方圆',
    items: [{ name: title, category: '治疗费', unit: '次', quantity: '1', amountFen: totalFen }],
    terms:
      insurance === undefined
        ? null
        : insurance === 'online'
          ? { mode: 'online', estimate: null }
          : { mode: 'offline', ...insurance },
    exclusion: insurance === undefined ? 'NOT_COVERED' : null,
    cashAddFen,
    cashAddWording: cashAddFen > 0 ? body.cashAddWording : null,
    cashReducedFen,
    pickup: '已缴费，无需取药',
    issuedMinutesAgo: 0,
    issuedDaysAgo: 0,
    fate: 'unpaid',
  };
}

/**
 * Registers the routes on `app`. `durable` resolves when what was put into the tables is on disk.
 * Bad input is answered 400, an impossible act 404 or 409, both as `{code, message}`.
 */
export function hospitalControl(
  app: FastifyInstance,
  hospital: Hospital,
  durable: () => Promise<void> = () => Promise.resolve(),
): void {
  const read = (path: string, act: (parts: Parts) => unknown): void => {
    app.get(`/sandbox/api/his${path}`, (request, reply) => {
      const { status, body } = outcomeOf(() => act(request));
      return reply.code(status).send(body);
    });
  };
  const write = (path: string, act: (parts: Parts) => unknown): void => {
    app.post(`/sandbox/api/his${path}`, async (request, reply) => {
      const { status, body } = outcomeOf(() => act(request));
      await durable();
      return reply.code(status).send(body);
    });
  };
  registerReads(read, hospital);
  registerWrites(write, hospital);
  ledgerReads(read, hospital);
  ledgerWrites(write, hospital);
  visitReads(read, hospital);
  visitWrites(write, hospital);
  counterReads(read, hospital);
  counterWrites(write, hospital);
}

/** What a lever is handed, not looked at yet. */
export interface Parts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}
/** Registers a lever under /sandbox/api/his; what it returns is the answer. */
export type Register = (path: string, act: (parts: Parts) => unknown) => void;

function registerReads(read: Register, hospital: Hospital): void {
  read('/patients', () => ({ hospitalName: hospital.name, patients: hospital.patients() }));
  read('/bills', () => ({ bills: hospital.bills() }));
  read('/stories', () => ({ stories: hospital.stories() }));
  read('/refunds', () => ({ refunds: hospital.refunds() }));
  read('/sms', () => ({
    sms: hospital.smsOutbox().map((sms) => ({ ...sms, at: shanghaiIso(sms.at) })),
  }));
}

function registerWrites(write: Register, hospital: Hospital): void {
  const done = { ok: true };
  write('/bills', ({ body }) => {
    const story = storyBody.safeParse(body);
    return story.success
      ? hospital.issueStory(story.data.scenario, story.data.patientId)
      : hospital.addBill(planOf(planBody.parse(body)));
  });
  write('/bills/:billId/settle-at-window', ({ params }) =>
    hospital.settleAtWindow(billPath.parse(params).billId),
  );
  write('/bills/:billId/serve', ({ params }) => hospital.serveBill(billPath.parse(params).billId));
  write('/bills/:billId/amount', ({ params, body }) => {
    const change = amountBody.parse(body);
    return hospital.changeBillTotal(billPath.parse(params).billId, change.totalFen, change.moment);
  });
  write('/bills/:billId/waive', ({ params }) => hospital.waiveBill(billPath.parse(params).billId));
  write('/bills/:billId/cancel', ({ params, body }) =>
    hospital.cancelBill(billPath.parse(params).billId, cancelBody.parse(body ?? undefined).moment),
  );
  write('/bills/:billId/expire', ({ params }) =>
    hospital.expireBill(billPath.parse(params).billId),
  );
  write('/refuse-next-settle', ({ body }) => {
    const refusal = refusalBody.parse(body);
    hospital.refuseNextSettle(refusal.code, refusal.count);
    return done;
  });
  write('/refuse-next-hold', ({ body }) => {
    const refusal = holdRefusalBody.parse(body);
    hospital.refuseNextHold(refusal.code, refusal.count);
    return done;
  });
  write('/bureau', ({ body }) => {
    hospital.setBureauDown(bureauBody.parse(body).down);
    return done;
  });
  write('/reset', () => {
    hospital.demoReset();
    return done;
  });
}

function outcomeOf(act: () => unknown): { readonly status: number; readonly body: unknown } {
  try {
    return { status: 200, body: act() };
  } catch (error) {
    if (error instanceof HisError) {
      return { status: error.status, body: { code: error.code, message: error.message } };
    }
    if (error instanceof LeverRefused) {
      return { status: 409, body: { code: error.code, message: error.message } };
    }
    if (error instanceof z.ZodError || error instanceof RangeError) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
      return { status: 400, body: { code: 'INVALID_REQUEST', message } };
    }
    throw error;
  }
}
