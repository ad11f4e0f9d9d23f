/**
 * What the counter's channel asks to place an order (one-code specification V1.0 §1.4.3.2; money rules 1
 * and 2): status, certificate, charge, and what each answer is worth.
 */
import { createCounter } from '../../cloudfunctions/channels/counter';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import type { OneCodeStatus } from '../../cloudfunctions/ports/one-code';
import { FOREVER } from '../support/doubles';
import { T0 } from '../support/orders';
import {
  always,
  COVERED,
  HIS_AWAY,
  insurance,
  order,
  parties,
  PAY_CERT,
  SILENT,
  TERMINAL,
  TOKEN,
  TRADE_NO,
  yes,
  type Kind,
} from './counter-channel-bench';

type Script = Parameters<typeof parties>[0];

function request(kind: Kind): PlaceRequest {
  const { orderNo, title, amounts, serialNo, orgNo, owner } = order(kind, 'placing');
  return {
    ...{ orderNo, kind: 'clinic', payer: owner, title, amounts, serialNo, orgNo },
    patient: { name: '张建国', idType: 1, idDigest: '0'.repeat(32) },
    counter: { token: TOKEN, terminal: TERMINAL },
    createdAt: T0,
    clientIp: '10.1.2.3',
  };
}

const USABLE = always({ kind: 'usable' } as const);
const ISSUED = always({ kind: 'issued', payCert: PAY_CERT } as const);
const NO_CENTRE = { code: 'onecode 500243', reason: 'one-code-refused' } as const;
const REFUSED = { kind: 'refused', code: 'NOT_ENOUGH r', reason: 'cash-not-enough' } as const;

async function place(script: Script, kind: Kind = 'mixed') {
  const world = parties(script);
  return { ...world, outcome: await createCounter(world.all).place(request(kind), FOREVER) };
}

describe('placing', () => {
  test('status, certificate for exactly the cash, charge with it, under one number', async () => {
    const { outcome, trace, asked } = await place({
      oneCode: { status: USABLE, certificate: ISSUED },
      payment: { charge: always({ kind: 'taken', tradeNo: TRADE_NO }) },
    });
    const { orderNo, title } = request('mixed');
    expect(trace).toEqual(['status', 'certificate', 'charge']);
    expect(asked).toEqual([
      { token: TOKEN, terminal: TERMINAL },
      { token: TOKEN, terminal: TERMINAL, cash: 4000, orderNo },
      { orderNo, title, cash: 4000, payCert: PAY_CERT, terminal: TERMINAL },
    ]);
    expect(outcome).toEqual({
      kind: 'accepted',
      platformTradeNo: TRADE_NO,
      launch: { counter: true },
    });
  });

  test('a password that is being typed has no number yet', async () => {
    const { outcome } = await place({
      oneCode: { status: USABLE, certificate: ISSUED },
      payment: { charge: always({ kind: 'taken' }) },
    });
    expect(outcome).toMatchObject({ kind: 'accepted', platformTradeNo: request('mixed').orderNo });
  });

  test.each<[string, OneCodeStatus, string, string]>([
    ['not signed', { kind: 'not-signed' }, 'onecode-not-signed', 'one-code-not-signed'],
    [
      'suspended',
      { kind: 'suspended', why: '账户异常' },
      'onecode-suspended',
      'one-code-suspended',
    ],
    ['refused', { kind: 'refused', ...NO_CENTRE }, 'onecode 500243', 'one-code-refused'],
    ['silent', SILENT, 'no-answer', 'payment-unreachable'],
  ])('%s: rejected, no certificate is asked for', async (_what, status, code, reason) => {
    const { outcome, trace } = await place({ oneCode: { status: always(status) } });
    const said = status.kind === 'suspended' ? { why: status.why } : {};
    expect(outcome).toEqual({ kind: 'rejected', code, reason, ...said });
    expect(trace).toEqual(['status']);
  });

  test.each([
    ['refused', { kind: 'refused', ...NO_CENTRE } as const],
    ['silent', SILENT],
  ])('a certificate that is %s: rejected, nothing is charged', async (_what, certificate) => {
    const { outcome, trace } = await place({
      oneCode: { status: USABLE, certificate: always(certificate) },
    });
    const { code, reason } = certificate;
    expect(outcome).toEqual({ kind: 'rejected', code, reason });
    expect(trace).toEqual(['status', 'certificate']);
  });

  test('a charge that is refused is a rejection, one that is unknown is unknown', async () => {
    const oneCode = { status: USABLE, certificate: ISSUED };
    const refused = await place({ oneCode, payment: { charge: always(REFUSED) } });
    expect(refused.outcome).toEqual({ ...REFUSED, kind: 'rejected' });
    const unknown = await place({ oneCode, payment: { charge: always(SILENT) } });
    expect(unknown.outcome).toEqual(SILENT);
  });

  test('without the counter service, or a code, nothing is asked', async () => {
    const wanted = {
      kind: 'rejected',
      code: 'counter-not-configured',
      reason: 'counter-not-configured',
    };
    expect(await place({})).toMatchObject({ outcome: wanted, trace: [] });
    expect((await place({}, 'covered')).outcome).toEqual(wanted);
    const { all, trace } = parties({ oneCode: {} });
    const { counter: _code, ...without } = request('mixed');
    expect(await createCounter(all).place(without, FOREVER)).toEqual(wanted);
    expect(trace).toEqual([]);
  });

  test('insurance pays all of it: nothing is charged', async () => {
    const state = always(yes(insurance('settled', COVERED)));
    const { outcome, trace } = await place({ oneCode: {}, insurance: { state } }, 'covered');
    expect(outcome).toEqual({
      kind: 'accepted',
      platformTradeNo: 'SETTLED-1',
      launch: { counter: true },
    });
    expect(trace).toEqual(['state']);
    for (const status of ['none', 'reversed'] as const) {
      const other = { state: always(yes(insurance(status))) };
      const { outcome: no } = await place({ oneCode: {}, insurance: other }, 'covered');
      expect(no).toMatchObject({ kind: 'rejected', code: `insurance-${status}` });
    }
    const away = await place({ oneCode: {}, insurance: { state: always(HIS_AWAY) } }, 'covered');
    expect(away.outcome).toMatchObject({ kind: 'unknown', code: 'timeout' });
  });

  test('neither token nor certificate is in an outcome or the log', async () => {
    const heard: unknown[] = [];
    for (const answer of [REFUSED, SILENT, { kind: 'taken' } as const]) {
      const { outcome, lines } = await place({
        oneCode: { status: USABLE, certificate: ISSUED },
        payment: { charge: always(answer) },
      });
      heard.push(outcome, lines);
    }
    expect(JSON.stringify(heard)).not.toContain('canary');
  });
});
