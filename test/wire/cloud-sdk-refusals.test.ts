import { cloud, refused } from '../support/cloud-sdk';
import { useCloud } from '../support/cloud-session';
import { inboxOf } from '../../sandbox/cloud';

const session = useCloud();

describe('refusals and faults', () => {
  test('an undeclared collection is errCode -502005 until it is created', async () => {
    const error = await refused(session.db.collection('nowhere').add({ data: { a: 1 } }));
    expect(error.errCode).toBe(-502005);
    expect(error.errMsg).toContain('Db or Table not exist: nowhere');
    await session.db.createCollection('later');
    await session.db.collection('later').add({ data: { _id: 'x' } });
    expect((await session.db.collection('later').doc('x').get()).data).toEqual({ _id: 'x' });
    await expect(session.db.createCollection('later')).rejects.toThrow(/exist/i);
  });

  test.each([
    ['another environment', { envName: 'other' }, 'INVALID_ENV'],
    ['an unknown action', { action: 'database.dropDocument' }, 'INVALID_PARAM'],
    ['a query that is no EJSON', { query: '{' }, 'INVALID_PARAM'],
    [
      'an integer that would lose digits',
      { query: '{"a":{"$numberLong":"9007199254740993"}}' },
      'INVALID_PARAM',
    ],
    ['a limit beyond 1000', { limit: 1001 }, 'INVALID_PARAM'],
  ])('%s is refused', async (_name, change, code) => {
    const body = {
      action: 'database.getDocument',
      envName: 'local-env',
      collectionName: 'orders',
      queryType: 'WHERE',
      query: '{}',
      ...change,
    };
    const response = await fetch(`${session.world.url}/admin`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ code, requestId: expect.any(String) as unknown });
  });

  test('names that could reach a prototype or an operator are refused', async () => {
    for (const data of [
      '{"__proto__":{"a":1}}',
      '{"$set":1}',
      '{"a.b":1}',
      '{"x":{"constructor":1}}',
    ]) {
      const body = {
        action: 'database.insertDocument',
        envName: 'local-env',
        collectionName: 'accounts',
        data: [data],
      };
      const response = await fetch(`${session.world.url}/admin`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      expect(await response.json()).toHaveProperty('code');
    }
    expect((await session.db.collection('accounts').where({}).count()).total).toBe(0);
  });

  test('cut after the effect: the SDK says -501001, and the document is there', async () => {
    session.world.faults.plant('cloud.database.insertDocument', { kind: 'cut-after' });
    const error = await refused(session.db.collection('accounts').add({ data: { _id: 'cut' } }));
    expect(error.errCode).toBe(-501001);
    expect((await session.db.collection('accounts').doc('cut').get()).data).toEqual({ _id: 'cut' });
  });

  test('cut before the effect: the same error, and nothing is there', async () => {
    session.world.faults.plant('cloud.database.insertDocument', { kind: 'cut-before' });
    expect(
      (await refused(session.db.collection('accounts').add({ data: { _id: 'cut' } }))).errCode,
    ).toBe(-501001);
    expect((await session.db.collection('accounts').doc('cut').get()).data).toBeNull();
  });

  test('a planted error has no effect, garbage has', async () => {
    session.world.faults.plant('cloud.database.modifyDocument', {
      kind: 'error',
      code: 'DATABASE_REQUEST_FAILED',
    });
    await session.db.collection('accounts').add({ data: { _id: 'x', a: 1 } });
    const update = () =>
      session.db
        .collection('accounts')
        .doc('x')
        .update({ data: { a: 2 } });
    expect((await refused(update())).errCode).toBe(-502001);
    expect((await session.db.collection('accounts').doc('x').get()).data).toMatchObject({ a: 1 });
    session.world.faults.plant('cloud.database.modifyDocument', { kind: 'garbage' });
    await refused(update());
    expect((await session.db.collection('accounts').doc('x').get()).data).toMatchObject({ a: 2 });
  });
});

describe('openapi', () => {
  test('a subscription message reaches the inbox', async () => {
    const answer = await cloud.openapi.subscribeMessage.send({
      touser: 'oPatient',
      templateId: 'TPL',
      page: 'pages/result',
      data: { thing1: { value: '医保支付' } },
    });
    expect(answer.errCode).toBe(0);
    expect([...inboxOf(session.world.tables).values()]).toEqual([
      {
        id: '00000001',
        at: expect.any(Number) as unknown,
        api: 'subscribeMessage.send',
        touser: 'oPatient',
        templateId: 'TPL',
        page: 'pages/result',
        data: { thing1: '医保支付' },
      },
    ]);
  });

  test('refusals have WeChat numbers', async () => {
    const empty = { touser: 'o', templateId: 'T', data: { thing1: { value: '' } } };
    expect((await refused(cloud.openapi.subscribeMessage.send(empty))).errCode).toBe(47003);
    session.world.faults.plant('cloud.subscribeMessage.send', { kind: 'error', code: '43101' });
    const good = { touser: 'o', templateId: 'T', data: { thing1: { value: 'x' } } };
    expect((await refused(cloud.openapi.subscribeMessage.send(good))).errCode).toBe(43101);
    expect((await refused(cloud.openapi.wxacode.get({ path: 'p' }))).errCode).toBe(-604101);
  });
});
