/**
 * The part of the control API that is about 一码付, below /sandbox/api/onecode: whose code is on whose phone,
 * who has signed, what goes wrong at the centre, and how a phone pays when its code is charged.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlRefusal, type ControlSection } from '../../control/section';
import { PHONE_WAYS, type CashOrder } from '../wechatpay/model';
import type { PhoneDesk } from '../wechatpay/phones';
import type { VoucherCentreEngine } from './engine';
import { isReturnCode } from './errors';
import { CALL_NAMES, SPOILT, STATUSES } from './model';

/** The call names under which this party takes faults. */
export const ONECODE_CALLS: readonly string[] = CALL_NAMES.map((name) => `onecode.${name}`);

export type Phones = PhoneDesk;

export interface SectionParts {
  readonly engine: VoucherCentreEngine;
  readonly phones: Phones;
  readonly durable: () => Promise<void>;
}

const openid = z.string().min(1).max(128);
const count = z.int().min(1).max(1000).default(1);
const lifeMs = z.int().min(0).max(86_400_000);
const codeQuery = z.strictObject({ openid, patientId: z.string().min(1).max(64).optional() });
const userBody = z.strictObject({
  openid,
  status: z.enum(STATUSES),
  reason: z.string().min(1).max(200).optional(),
});
const errorBody = z.strictObject({
  call: z.enum(CALL_NAMES),
  code: z.int().refine((code) => isReturnCode(String(code)), 'must be a return code of §1.7'),
  message: z.string().min(1).max(500).optional(),
  count,
});
const answerBody = z.strictObject({ call: z.enum(CALL_NAMES), how: z.enum(SPOILT), count });
const livesBody = z
  .strictObject({ certificateMs: lifeMs.optional(), tokenMs: lifeMs.optional() })
  .refine((body) => Object.keys(body).length > 0, 'give certificateMs or tokenMs');
const expireBody = z.strictObject({ openid: openid.optional() }).default({});
const phoneBody = z.strictObject({ openid, pays: z.enum(PHONE_WAYS) });
const typingQuery = z.strictObject({ openid: openid.optional() });
const typeBody = z.strictObject({
  outTradeNo: z.string().min(1).max(64),
  how: z.enum(['confirm', 'cancel']).default('confirm'),
});

/** Everything under `/sandbox/api/onecode`. */
export function voucherCentreSection(parts: SectionParts): ControlSection {
  const { engine } = parts;
  return {
    name: 'onecode',
    calls: ONECODE_CALLS,
    state: () => ({
      levers: engine.levers(),
      certificates: engine.certificates().map(({ openid: _openid, ...rest }) => rest),
    }),
    hasLived: () => engine.hasLived(),
    routes: (app) => {
      codes(app, parts);
      centre(app, parts);
      phones(app, parts);
    },
  };
}

/** With the people, for whoever asks for them by name. */
function stateOf({ engine, phones: desk }: SectionParts): object {
  return {
    levers: engine.levers(),
    people: engine.accounts().map((account) => ({
      ...account,
      pays: desk.pays(account.openid),
      shows: engine.shows(account.openid),
    })),
    certificates: engine.certificates(),
  };
}

function codes(app: FastifyInstance, { engine, phones: desk, durable }: SectionParts): void {
  app.get('/onecode', () => Promise.resolve(stateOf({ engine, phones: desk, durable })));
  app.get('/onecode/code', async (request) => {
    const asked = codeQuery.parse(request.query);
    const shown = engine.show(asked.openid, asked.patientId);
    if (shown === undefined) {
      throw new ControlRefusal(404, 'no-code', 'that person has no such 医保码');
    }
    await durable();
    const { code, patientId, expiresAt } = shown;
    const [own] = engine.shows(asked.openid);
    return { code, patientId, byRelative: patientId !== own, expiresAt };
  });
}

function unknownPerson(): ControlRefusal {
  return new ControlRefusal(404, 'unknown-person', 'nobody of that openid');
}

function centre(app: FastifyInstance, { engine, durable }: SectionParts): void {
  app.post('/onecode/users', async (request) => {
    const asked = userBody.parse(request.body);
    const user = engine.setUser(asked.openid, asked.status, asked.reason);
    if (user === undefined) throw unknownPerson();
    await durable();
    return { user };
  });
  app.post('/onecode/next-error', async (request) => {
    const { call, code, message, count: times } = errorBody.parse(request.body);
    const { nextErrors } = engine.levers();
    const scripted = { code, ...(message === undefined ? {} : { message }) };
    const next = [...nextErrors[call], ...Array.from({ length: times }, () => scripted)];
    engine.setLevers({ nextErrors: { ...nextErrors, [call]: next } });
    await durable();
    return { levers: engine.levers() };
  });
  app.post('/onecode/next-answer', async (request) => {
    const { call, how, count: times } = answerBody.parse(request.body);
    const { nextAnswers } = engine.levers();
    const next = [...nextAnswers[call], ...Array.from({ length: times }, () => how)];
    engine.setLevers({ nextAnswers: { ...nextAnswers, [call]: next } });
    await durable();
    return { levers: engine.levers() };
  });
  app.post('/onecode/lives', async (request) => {
    const { certificateMs, tokenMs } = livesBody.parse(request.body);
    engine.setLevers({
      ...(certificateMs === undefined ? {} : { certificateLivesMs: certificateMs }),
      ...(tokenMs === undefined ? {} : { tokenLivesMs: tokenMs }),
    });
    await durable();
    return { levers: engine.levers() };
  });
  app.post('/onecode/expire-tokens', async (request) => {
    const expired = engine.expireTokens(expireBody.parse(request.body ?? undefined).openid);
    await durable();
    return { expired };
  });
}

function phones(app: FastifyInstance, { phones: desk, durable }: SectionParts): void {
  app.post('/onecode/phones', async (request) => {
    const { openid: who, pays } = phoneBody.parse(request.body);
    if (desk.setPays(who, pays) === undefined) throw unknownPerson();
    await durable();
    return { openid: who, pays };
  });
  app.get('/onecode/typing', (request) => {
    const orders = desk.typing(typingQuery.parse(request.query).openid).map(typingJson);
    return Promise.resolve({ orders });
  });
  app.post('/onecode/type', async (request) => {
    const { outTradeNo, how } = typeBody.parse(request.body);
    const outcome = desk.type(outTradeNo, how);
    if (outcome === undefined) {
      throw new ControlRefusal(409, 'not-typing', 'no password is asked for that order');
    }
    await durable();
    return { outcome };
  });
}

function typingJson({ outTradeNo, openid: payer, total, description, codePayment }: CashOrder) {
  const endsAt = codePayment?.typingEndsAt;
  return { outTradeNo, openid: payer, total, description, endsAt };
}
