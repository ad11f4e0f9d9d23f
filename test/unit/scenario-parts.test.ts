/**
 * What scenarios and the developer's side of the sandbox are made of: expectations in words, CSV that
 * spreadsheets cannot misread, and what the console may show.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { veiled } from '../../sandbox/console/veil';
import { csvOf } from '../../sandbox/control/export';
import { difference, inWords } from '../../sandbox/scenarios/parts/expect';
import { loadScenario, scenarioNames } from '../../sandbox/scenarios/parts/run';
import { ROOT } from '../support/project-files';

describe('an expectation', () => {
  const order = { payment: 'paid', settlement: { state: 'settled', attempts: 1 } };

  it('holds what it names and nothing else', () => {
    expect(difference(order, { payment: 'paid' })).toBeUndefined();
    expect(difference(order, { settlement: { state: 'settled', attempts: 1 } })).toBeUndefined();
    expect(difference(order, {})).toBeUndefined();
  });

  it('says what differs and where', () => {
    expect(difference(order, { settlement: { state: 'due' } })).toBe(
      'settlement.state is "settled", not due',
    );
    expect(difference(order, { refund: { state: 'done' } })).toBe(
      'refund.state is not there, not done',
    );
    expect(difference(order, { settlement: { attempts: 2 } })).toBe(
      'settlement.attempts is 1, not 2',
    );
    expect(difference(undefined, { payment: 'paid' })).toBe('payment is not there, not paid');
    expect(inWords({ payment: 'paid', settlement: { state: 'settled' } })).toBe(
      'payment paid, settlement (state settled)',
    );
  });
});

describe('every scenario', () => {
  it.each(scenarioNames())('%s says what it shows, in at most 60 lines', async (name) => {
    const scenario = await loadScenario(name);
    expect(scenario?.title).toMatch(/[\u4e00-\u9fff]/);
    expect(scenario?.shows.length).toBeGreaterThan(40);
    expect(scenario?.steps.length).toBeGreaterThan(2);
    const file = readFileSync(join(ROOT, 'sandbox', 'scenarios', `${name}.ts`), 'utf8');
    expect(file.split('\n').length - 1).toBeLessThanOrEqual(60);
  });

  it('is found by its name alone', async () => {
    expect(await loadScenario('parts')).toBeUndefined();
    expect(await loadScenario('../start')).toBeUndefined();
  });
});

describe('CSV', () => {
  const csv = (...documents: Readonly<Record<string, unknown>>[]) => [...csvOf(documents)].join('');

  it('quotes, names nested fields by dots, and has a column for every field of any document', () => {
    const text = csv(
      { _id: 'a', order: { legs: { cash: 'paid' }, billIds: ['x', 'y'] }, note: 'say "hi", twice' },
      { _id: 'b', empty: {}, none: null, at: new Date(0), count: -5, yes: true },
    );
    expect(text).toBe(
      [
        '\uFEFF_id,order.legs.cash,order.billIds,note,empty,none,at,count,yes',
        'a,paid,"[""x"",""y""]","say ""hi"", twice",,,,,',
        'b,,,,{},,1970-01-01T00:00:00.000Z,-5,true',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\t=1'])('takes %j for text, never for a formula', (text) => {
    expect(csv({ _id: text })).toContain(`'${text}`);
  });

  it('of nothing is a byte order mark and an empty line', () => {
    expect(csv()).toBe('\uFEFF\r\n');
  });
});

describe('what the console may show', () => {
  it('keeps codes and amounts, and the length of everything else', () => {
    const order = {
      orderNo: 'Y20260105aabbccddeeff00112233445566',
      owner: 'oZhangJianguo',
      patientName: '张*国',
      launch: { appId: 'wx1', path: 'pages/index/index?pay_key=secret' },
      payment: 'paid',
      amounts: { total: 100 },
      review: { reason: 'amount-mismatch', evidence: 'total 100, not 200' },
    };
    expect(veiled(order)).toEqual({
      orderNo: 'Y20260105aabbccddeeff00112233445566',
      owner: '***(13)',
      patientName: '***(3)',
      launch: { appId: '***(3)', path: '***(32)' },
      payment: 'paid',
      amounts: { total: 100 },
      review: { reason: 'amount-mismatch', evidence: 'total 100, not 200' },
    });
  });

  it('masks what a person typed, also where a code could stand', () => {
    const history = [
      {
        at: 1,
        event: 'review-act',
        outcome: 'review-ended',
        note: 'zhangsan called',
        by: 'oClerk',
      },
      { at: 2, event: 'evidence', outcome: 'paid', note: 'SUCCESS' },
    ];
    expect(veiled({ history })).toEqual({
      history: [{ ...history[0], note: '***(15)', by: '***(6)' }, { ...history[1] }],
    });
    expect(
      veiled({ refund: { note: '张三的卡已注销', cash: 5 }, settlement: { settlementNo: '张三' } }),
    ).toEqual({ refund: { note: '***(7)', cash: 5 }, settlement: { settlementNo: '***(2)' } });
  });

  it('lets no identity number, telephone number or digest pass inside a text', () => {
    const id = ['110101', '19000101', '1234'].join('');
    const phone = ['138', '00138000'].join('');
    const digest = 'a'.repeat(32);
    const evidence = `seen ${id} and ${phone} and ${digest}, order Y20260105${digest}`;
    const { review } = veiled({ review: { evidence } }) as { review: { evidence: string } };
    expect(review.evidence).toBe(`seen ***(18) and ***(11) and ***(32), order Y20260105${digest}`);
  });
});
