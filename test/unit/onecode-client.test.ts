/** The two calls to the regional centre: what leaves, what is repeated, what is said. */
import { fen } from '../../miniprogram/shared/fen';
import {
  CERTIFICATE_LENGTHS,
  STATUS_LENGTHS,
} from '../../cloudfunctions/channels/onecode/requests';
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { FOREVER } from '../support/doubles';
import { T0 } from '../support/orders';
import {
  AT_ONCE,
  bench,
  CERTIFICATE_ASK,
  CODE_ASK,
  CONFIG,
  http200,
  ISSUED,
  NO_ANSWER,
  NOT_SENT,
  opened,
  refused,
  successOf,
  TERMINAL,
  unknown,
  USABLE,
} from '../support/onecode-bench';

const another = (last: string) => orderNo(`Y20260302bbbbbbbbbbbbbbbbbbbbb${last}`);

describe('what leaves', () => {
  test('signedQuery: every field of §1.5.1 in the envelope of §1.3.2.1, opened by another library', async () => {
    const rig = bench([successOf(USABLE)]);
    await rig.oneCode.status(CODE_ASK, FOREVER);
    expect(rig.sent[0]).toMatchObject({
      method: 'POST',
      url: 'http://10.0.0.1:8080/dzpz/cfc/api/signedQuery',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      timeoutMs: 5_000,
    });
    const { encData, ...open } = rig.envelope();
    expect(open).toEqual({
      orgId: 'testOrgId',
      version: '1.0.0',
      timestamp: String(T0),
      reqtType: 'sys&350000',
    });
    expect(open.timestamp).toMatch(/^\d{13}$/);
    expect(encData).toMatch(/^(?:[0-9A-F]{32})+$/);
    expect(opened(encData)).toEqual({
      token: CODE_ASK.token,
      orgCodg: CONFIG.orgCodg,
      orgName: CONFIG.orgName,
      opterId: TERMINAL.operatorNo,
      opterName: TERMINAL.operatorName,
      devId: TERMINAL.devId,
      devIP: TERMINAL.devIp,
    });
  });

  test('genPayCert: two fields more, §1.5.2', async () => {
    const rig = bench([successOf(ISSUED)]);
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    expect(rig.sent[0]?.url).toBe('http://10.0.0.1:8080/dzpz/cfc/api/genPayCert');
    const content = opened(rig.envelope().encData);
    expect(content).toMatchObject({
      ownPaySetlAmt: '12.34',
      fixmedinsTrnsSn: CERTIFICATE_ASK.orderNo,
    });
    expect(Object.keys(content as object).sort()).toEqual(Object.keys(CERTIFICATE_LENGTHS).sort());
  });

  test.each([
    ['yuan', 1, '0.01'],
    ['yuan', 10, '0.10'],
    ['yuan', 100, '1.00'],
    ['yuan', 1234, '12.34'],
    ['yuan', 123456789, '1234567.89'],
    ['fen', 1, '1'],
    ['fen', 100, '100'],
    ['fen', 1234, '1234'],
  ] as const)('in %s, %d fen are %s (trap 24)', async (amountUnit, cash, text) => {
    const rig = bench([successOf(ISSUED)], { amountUnit });
    await rig.oneCode.certificate({ ...CERTIFICATE_ASK, cash: fen(cash) }, FOREVER);
    expect(opened(rig.envelope().encData)).toMatchObject({ ownPaySetlAmt: text });
  });
});

describe('what may not leave', () => {
  test('lengths are those of the document', () => {
    const forty = { opterId: 40, opterName: 40, devId: 40, devIP: 40, token: 40, orgCodg: 40 };
    expect(STATUS_LENGTHS).toEqual({ ...forty, orgName: 40 });
    expect(CERTIFICATE_LENGTHS).toEqual({
      ...forty,
      ...{ orgName: 200, ownPaySetlAmt: 20, fixmedinsTrnsSn: 200 },
    });
  });

  test.each([
    ['opterId', { operatorNo: '' }],
    ['opterId', { operatorNo: 'x'.repeat(41) }],
    ['opterName', { operatorName: '李'.repeat(41) }],
    ['opterName', { operatorName: ' ' }],
    ['devId', { devId: '' }],
    ['devIP', { devIp: '10.8.0.21\n' }],
  ])('%s: named, by both calls, and nothing sent: %j', async (field, change) => {
    const rig = bench([successOf(USABLE)]);
    const ask = { ...CERTIFICATE_ASK, terminal: { ...TERMINAL, ...change } };
    const outcome = refused(`field-${field}`, 'one-code-misconfigured');
    expect(await rig.oneCode.status(ask, FOREVER)).toEqual(outcome);
    expect(await rig.oneCode.certificate(ask, FOREVER)).toEqual(outcome);
    expect(rig.sent).toHaveLength(0);
    expect(rig.alarms).toHaveLength(2);
  });

  test('forty characters fit, whatever their bytes', async () => {
    const rig = bench([successOf(USABLE)]);
    const terminal = { ...TERMINAL, operatorName: '𠮷'.repeat(40) };
    expect(await rig.oneCode.status({ ...CODE_ASK, terminal }, FOREVER)).toMatchObject({
      kind: 'usable',
    });
  });

  test('a token that is not there', async () => {
    const rig = bench([successOf(USABLE)]);
    const ask = { ...CERTIFICATE_ASK, token: '' };
    const outcome = refused('token-missing', 'one-code-misconfigured');
    expect(await rig.oneCode.status(ask, FOREVER)).toEqual(outcome);
    expect(await rig.oneCode.certificate(ask, FOREVER)).toEqual(outcome);
    expect(rig.sent).toHaveLength(0);
  });

  test('no cash, no certificate', async () => {
    const rig = bench([successOf(ISSUED)]);
    const ask = { ...CERTIFICATE_ASK, cash: fen(0) };
    expect(await rig.oneCode.certificate(ask, FOREVER)).toMatchObject({
      code: 'onecode field-ownPaySetlAmt',
    });
    expect(rig.sent).toHaveLength(0);
  });

  test('orgName: 40 in the first call, 200 in the second', async () => {
    const rig = bench([successOf(ISSUED)], { orgName: '院'.repeat(200) });
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toMatchObject({
      code: 'onecode field-orgName',
    });
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject({
      kind: 'issued',
    });
  });
});

describe('a certificate', () => {
  test('is handed on once, with the channel’s words', async () => {
    const rig = bench([successOf({ ...ISSUED, payChnlUserName: '张*国' })]);
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual({
      kind: 'issued',
      payCert: ISSUED.payCert,
      channelName: '微信支付',
      userName: '张*国',
    });
  });

  test('that belongs to another token is not used: an old answer was put in', async () => {
    const rig = bench([successOf(ISSUED)]);
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    const other = { ...CERTIFICATE_ASK, token: 'ecToken-other', orderNo: another('1') };
    expect(await rig.oneCode.certificate(other, FOREVER)).toEqual(
      refused('certificate-of-another', 'one-code-refused'),
    );
    expect(rig.alarms).toEqual(['onecode.call']);
    // the same person’s may live on: whether it still pays the channel says
    const same = { ...CERTIFICATE_ASK, orderNo: another('2') };
    expect(await rig.oneCode.certificate(same, FOREVER)).toMatchObject({ kind: 'issued' });
  });

  test('that is our own token is none', async () => {
    const rig = bench([successOf({ payCert: CODE_ASK.token })]);
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject({
      code: 'onecode certificate-of-another',
    });
  });
});

describe('asking again', () => {
  test('the status, once, where no connection was made', async () => {
    const rig = bench([NOT_SENT, successOf(USABLE)]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toMatchObject({ kind: 'usable' });
    expect(rig.sent).toHaveLength(2);
    expect(rig.lines).toHaveLength(2);
  });

  test('the status, not a third time', async () => {
    const rig = bench([NOT_SENT]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(
      unknown('not-sent', 'one-code-busy'),
    );
    expect(rig.sent).toHaveLength(2);
  });

  test('not where the time is over', async () => {
    const rig = bench([NOT_SENT]);
    await rig.oneCode.status(CODE_ASK, AT_ONCE);
    expect(rig.sent).toHaveLength(1);
  });

  test('not where it may have arrived', async () => {
    const rig = bench([NO_ANSWER]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(
      unknown('no-answer', 'one-code-busy'),
    );
    expect(rig.sent).toHaveLength(1);
  });

  test.each([NOT_SENT, NO_ANSWER])('never genPayCert: %j', async (answer) => {
    const rig = bench([answer]);
    expect((await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).kind).toBe('unknown');
    expect(rig.sent).toHaveLength(1);
  });

  test('no number twice, whatever the first answer was; another number may', async () => {
    for (const first of [NO_ANSWER, successOf(ISSUED), http200('x'), http200({ code: 500243 })]) {
      const rig = bench([first, successOf(ISSUED)]);
      await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
      expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(
        refused('number-used', 'one-code-refused'),
      );
      expect(rig.sent).toHaveLength(1);
      const next = { ...CERTIFICATE_ASK, orderNo: another('3') };
      expect(await rig.oneCode.certificate(next, FOREVER)).toMatchObject({ kind: 'issued' });
    }
  });

  test('the number is free where nothing left', async () => {
    const rig = bench([NOT_SENT, successOf(ISSUED)]);
    await rig.oneCode.certificate({ ...CERTIFICATE_ASK, token: '' }, FOREVER);
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject({
      kind: 'issued',
    });
  });
});

describe('nothing leaks (money rule 14)', () => {
  const SECRETS = [
    CODE_ASK.token,
    ISSUED.payCert,
    '0123456789abcdef',
    '张建国',
    TERMINAL.operatorName,
    TERMINAL.devId,
    CERTIFICATE_ASK.orderNo,
  ];
  const gossip = SECRETS.join(' ');
  const answers: readonly HttpOutcome[] = [
    successOf({ stasFlag: '2', abnRea: gossip.slice(0, 200), payChnlUserName: '张建国' }),
    successOf(ISSUED, { message: gossip }),
    http200({ code: 500319, message: gossip, type: gossip, data: gossip }),
    http200({ code: gossip }),
    http200(gossip),
    successOf(gossip),
    successOf({ stasFlag: gossip, [gossip]: gossip }),
    { ok: true, status: 500, body: gossip },
    NO_ANSWER,
  ];

  test.each(answers.map((answer, index) => [index, answer] as const))(
    'answer %d',
    async (_n, answer) => {
      const rig = bench([answer]);
      await rig.oneCode.status(CODE_ASK, FOREVER);
      await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
      await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
      const said = rig.lines.join('\n');
      for (const secret of SECRETS) expect(said).not.toContain(secret);
      expect(said).not.toMatch(/[0-9A-F]{32}/);
      for (const line of rig.lines) {
        const fields = JSON.parse(line.slice('onecode.call '.length)) as object;
        expect(Object.keys(fields).sort()).toEqual(['call', 'code', 'durationMs']);
      }
    },
  );
});
