import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { PLACED, STATE } from '../support/payinsurance-answers';
import { NUMBERS, REFUND, REFUND_STATE } from '../support/payinsurance-refunds';
import {
  AGENT_SECRET,
  answer,
  bench,
  DIGEST,
  FOREVER,
  INDEPENDENT,
  KEY,
  ok,
  ORDER,
  OWN_SECRET,
  PROVIDER,
  REQUEST,
  sealed,
  xml,
} from '../support/payinsurance-bench';

/** Whatever must never be seen outside (money rule 14); the cashier's path opens somebody's bill. */
const SECRETS = [
  KEY,
  AGENT_SECRET,
  OWN_SECRET,
  'tok-current',
  REQUEST.patient.name,
  DIGEST,
  REQUEST.payer,
  REQUEST.session?.sessionId ?? '',
  REQUEST.session?.place ?? '',
  'access_token',
  'https://',
  'pay_key',
];
/** A platform that repeats all it knows, where it likes. */
const gossip = SECRETS.join(' ');
const told = { err_code: gossip, err_code_des: gossip, return_msg: gossip, attach: gossip };

const ANSWERS: readonly [string, HttpOutcome][] = [
  ['success', ok(answer({ ...PLACED, ...STATE, ...told }))],
  ['a no', ok(answer({ ...told, result_code: 'FAIL' }))],
  ['return_code FAIL', ok(xml({ ...told, return_code: 'FAIL' }))],
  ['a wrong signature', ok(sealed({ ...PLACED, ...told, return_code: 'SUCCESS' }, 'x'))],
  ['a state that nobody knows', ok(answer({ ...STATE, med_trade_state: gossip }))],
  ['a refund', ok(answer({ ...REFUND_STATE, ...told }))],
  ['a refund state that nobody knows', ok(answer({ ...REFUND_STATE, med_refund_state: gossip }))],
  [
    'a refund under the number of somebody',
    ok(answer({ ...REFUND_STATE, hosp_out_refund_no: gossip, med_refund_id: gossip })),
  ],
  ['a return_code that nobody knows', ok(answer({ ...STATE, return_code: gossip }))],
  ['garbage', ok(`<<<${gossip}`)],
  ['broken XML', ok(`<xml><a b="${gossip}">1</a></xml>`)],
  ['broken JSON', ok(`{"errcode": ${gossip}`)],
  ['JSON', ok(JSON.stringify({ errcode: gossip, errmsg: gossip }))],
  ['a token refusal', ok(JSON.stringify({ errcode: 40001, errmsg: gossip }))],
  ['HTTP 500', ok(gossip, 500)],
  ['no answer', { ok: false, failure: 'unknown' }],
];

async function everythingSaid(
  config: typeof PROVIDER | typeof INDEPENDENT,
  outcome: HttpOutcome,
  token?: HttpOutcome,
) {
  const rig = bench(config, () => outcome);
  if (token !== undefined) rig.script.token = () => token;
  const broken = { ...REQUEST, patient: { ...REQUEST.patient, name: `${REQUEST.patient.name}\n` } };
  const { name, idDigest } = REQUEST.patient;
  const placed = await rig.channel.place(REQUEST, FOREVER);
  const outcomes = [
    // the way into the cashier is what an accepted order is for
    placed.kind === 'accepted' ? { ...placed, launch: undefined } : placed,
    await rig.channel.place(broken, FOREVER),
    await rig.channel.query({ orderNo: ORDER }, FOREVER),
    await rig.channel.close({ orderNo: ORDER }, FOREVER),
    await rig.channel.verify({ openId: REQUEST.payer, name, idDigest }, FOREVER),
    await rig.sender.refund(REFUND, FOREVER),
    await rig.sender.refund({ ...REFUND, serialNo: `${name}\n` }, FOREVER),
    await rig.channel.queryRefund(NUMBERS, FOREVER),
    outcome.ok ? rig.channel.read({ body: outcome.body, header: () => undefined }) : {},
    rig.channel.accepted(),
    rig.channel.refused(),
  ];
  expect(rig.lines.length).toBeGreaterThan(3);
  return [...rig.lines, JSON.stringify(outcomes)].join('\n');
}

describe('canary: no secret, name, digest, token or address in logs, outcomes, answers', () => {
  test.each(ANSWERS)('%s', async (_what, outcome) => {
    const said = [
      await everythingSaid(PROVIDER, outcome),
      await everythingSaid(INDEPENDENT, outcome),
      await everythingSaid(PROVIDER, outcome, outcome),
    ].join('\n');
    for (const secret of SECRETS) expect(said).not.toContain(secret);
  });

  test('the canary would sing', async () => {
    const rig = bench(PROVIDER, () => ok(answer({ ...PLACED })));
    await rig.channel.place(REQUEST, FOREVER);
    const wire = rig.sent.map(({ request }) => `${request.url} ${request.body ?? ''}`).join('\n');
    for (const secret of [AGENT_SECRET, 'tok-current', REQUEST.patient.name, DIGEST]) {
      expect(wire).toContain(secret);
    }
  });
});

test('every call leaves one line: call, outcome, code, duration', async () => {
  const rig = bench(PROVIDER, () => {
    rig.clock.advance(120);
    return ok(answer({ result_code: 'FAIL', err_code: '541' }));
  });
  await rig.channel.query({ orderNo: ORDER }, FOREVER);
  expect(rig.lines).toEqual([
    'payinsurance.call {"call":"gettoken","outcome":"success","durationMs":0}',
    `payinsurance.call {"call":"queryorder","outcome":"failure","code":"541","reason":"order-not-found","orderNo":"${ORDER}","durationMs":120}`,
  ]);
});

test('a store that breaks is not swallowed, and its error names no secret of ours', async () => {
  const rig = bench(PROVIDER, () => ok(''));
  rig.tokens.save = () => Promise.reject(new Error('store is down'));
  await expect(rig.channel.place(REQUEST, FOREVER)).rejects.toThrow('store is down');
  expect(rig.calls()).toEqual(['gettoken']);
});
