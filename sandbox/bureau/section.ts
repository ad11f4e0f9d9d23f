/**
 * The bureau's part of the control API: what it knows, and what may go wrong there. Documented in
 * README.md beside this file. No secret is shown: permissions stand under their hash.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlRefusal, type ControlSection } from '../control/section';
import type { Bureau } from './bureau';
import type { BureauRefusal } from './port';
import type { Failure } from './records';
import type { BureauCode } from './refused';

/** Why the bureau may refuse fees that are uploaded or priced. */
const FEE_REFUSALS = [
  'AMOUNT_MISMATCH',
  'AUTHORISATION_EXPIRED',
  'INSURANCE_SETTLED',
  'IN_HOSPITAL',
  'CARD_NOT_BOUND',
  'RELATIVE_UNKNOWN',
  'BUSY',
] as const satisfies readonly BureauCode[];
const REFUND_REFUSALS = [
  'HOSPITAL_REFUSED',
  'NOT_SETTLED',
  'REFUND_DIFFERS',
  'BUSY',
] as const satisfies readonly BureauCode[];
const ORDER_REFUSALS = [
  'authorisation-rejected',
  'authorisation-not-found',
  'digest-mismatch',
  'name-mismatch',
  'card-not-bound',
  'no-such-relative',
  'settlement-check-failed',
] as const satisfies readonly BureauRefusal[];

const count = z.int().min(1).max(1000).default(1);
const openid = z.string().min(1).max(128);
const patientId = z.string().min(1).max(64);
const failBody = z.discriminatedUnion('at', [
  z.strictObject({ at: z.enum(['upload', 'price']), why: z.enum(FEE_REFUSALS), count }),
  z.strictObject({ at: z.literal('refund'), why: z.enum(REFUND_REFUSALS), count }),
  z.strictObject({ at: z.literal('accept'), why: z.enum(ORDER_REFUSALS), count }),
  z.strictObject({
    at: z.literal('settle'),
    why: z.string().min(1).max(128).default('医保结算失败：参保人待遇已暂停'),
    count,
  }),
]);
const priceBody = z.strictObject({ byFen: z.int(), count });
const lifeBody = z.strictObject({ ms: z.int().min(1).max(86_400_000) });
const personBody = z.strictObject({ openid });
const expireBody = z.strictObject({ openid: openid.optional() }).default({});
const cardBody = z.strictObject({ openid, bound: z.boolean() });
const relativeBody = z.strictObject({ openid, patientId, bound: z.boolean() });
const stayBody = z.strictObject({ patientId, inHospital: z.boolean() });
const placeBody = z.strictObject({
  openid,
  place: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .nullable(),
});

function stateOf(bureau: Bureau): object {
  return {
    people: bureau.people(),
    levers: bureau.levers(),
    authorisations: bureau.authorisations().map(({ id, ...rest }) => ({
      hash: id.slice(0, 12),
      ...rest,
    })),
    uploads: bureau.uploads(),
    revocations: bureau.revocations(),
  };
}

function requireKnown(known: boolean): void {
  if (!known) throw new ControlRefusal(404, 'unknown-person', 'the bureau knows nobody of that id');
}

/** Everything under `/sandbox/api/bureau`; `calls` are those of the authorisation service. */
export function bureauSection(
  bureau: Bureau,
  durable: () => Promise<void>,
  calls: readonly string[],
): ControlSection {
  return {
    name: 'bureau',
    calls,
    state: () => ({ uploads: bureau.uploads().length, levers: bureau.levers() }),
    hasLived: () => bureau.authorisations().length > 0,
    routes: (app) => {
      app.get('/bureau', () => Promise.resolve(stateOf(bureau)));
      failures(app, bureau, durable);
      people(app, bureau, durable);
    },
  };
}

function failures(app: FastifyInstance, bureau: Bureau, durable: () => Promise<void>): void {
  app.post('/bureau/fail-next', async (request) => {
    const { count: times, ...failure } = failBody.parse(request.body);
    bureau.failNext(failure satisfies Failure, times);
    await durable();
    return { levers: bureau.levers() };
  });
  app.post('/bureau/price-differs', async (request) => {
    const { byFen, count: times } = priceBody.parse(request.body);
    bureau.shiftPrices(byFen, times);
    await durable();
    return { levers: bureau.levers() };
  });
  app.post('/bureau/authorisation-life', async (request) => {
    bureau.setAuthorisationLife(lifeBody.parse(request.body).ms);
    await durable();
    return { levers: bureau.levers() };
  });
  app.post('/bureau/expire-authorisations', async (request) => {
    const expired = bureau.expireAuthorisations(expireBody.parse(request.body ?? undefined).openid);
    await durable();
    return { expired };
  });
}

function people(app: FastifyInstance, bureau: Bureau, durable: () => Promise<void>): void {
  const lever = (name: string, act: (body: unknown) => boolean): void => {
    app.post(`/bureau/${name}`, async (request) => {
      requireKnown(act(request.body));
      await durable();
      return { ok: true };
    });
  };
  lever('cards', (body) => {
    const { openid: who, bound } = cardBody.parse(body);
    return bureau.setCardBound(who, bound);
  });
  lever('relatives', (body) => {
    const asked = relativeBody.parse(body);
    return bureau.setRelative(asked.openid, asked.patientId, asked.bound);
  });
  lever('in-hospital', (body) => {
    const asked = stayBody.parse(body);
    return bureau.setInHospital(asked.patientId, asked.inHospital);
  });
  lever('place', (body) => {
    const asked = placeBody.parse(body);
    return bureau.setPlace(asked.openid, asked.place);
  });
  // What a test needs that has no page to tap on.
  app.post('/bureau/code', async (request) => {
    const given = bureau.issueCode(personBody.parse(request.body).openid);
    if (!given.ok) throw new ControlRefusal(409, given.why, 'that person cannot authorise');
    await durable();
    return { authCode: given.authCode };
  });
}
