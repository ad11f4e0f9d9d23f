/** The doors for HTTP triggers and timers: bytes to the letter, sizes bounded, errors kept inside. */
import { httpDoor, type Route } from '../../cloudfunctions/doors/http';
import { timerDoor } from '../../cloudfunctions/doors/timer';
import { readDoor } from '../support/door-rig';

const LIMIT = 256 * 1024;

const said = (body: string) => {
  const contentType = 'text/xml; charset=utf-8';
  return Promise.resolve({ statusCode: 200, contentType, body });
};

function door(run: Route['run'] = ({ body }) => said(`<${body}>`)) {
  const rig = readDoor({});
  const main = httpDoor(rig.deps, [{ method: 'POST', path: '/payinsurance', run }]);
  return { ...rig, main };
}

function posted(more: Readonly<Record<string, unknown>> = {}) {
  return {
    path: '/notify/payinsurance',
    httpMethod: 'POST',
    headers: {},
    queryStringParameters: {},
    body: '',
    isBase64Encoded: false,
    ...more,
  };
}

const base64 = (text: string | Buffer) => ({
  body: Buffer.from(text).toString('base64'),
  isBase64Encoded: true,
});

test.each([
  ['plain', { body: '<xml>医保 &amp;</xml>' }],
  ['in base64', base64('<xml>医保 &amp;</xml>')],
  ['posted in lower case', { body: '<xml>医保 &amp;</xml>', httpMethod: 'post' }],
  ['with a path of its own', { body: '<xml>医保 &amp;</xml>', path: '/payinsurance' }],
])('a body %s arrives to the letter', async (_what, more) => {
  expect(await door().main(posted(more))).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: '<<xml>医保 &amp;</xml>>',
  });
});

test.each([
  ['nothing', undefined, 400],
  ['no path', { ...posted(), path: undefined }, 400],
  ['a body that is no text', posted({ body: { a: 1 } }), 400],
  ['what is not base64', posted({ body: '@@@@', isBase64Encoded: true }), 400],
  ['bytes that are no UTF-8', posted(base64(Buffer.from([0xff, 0xfe, 0x41]))), 400],
  ['another path', posted({ path: '/notify/refund' }), 404],
  ['a path that only ends so', posted({ path: '/xpayinsurance' }), 404],
  ['GET', posted({ httpMethod: 'GET' }), 405],
  ['one byte too much', posted({ body: 'x'.repeat(LIMIT + 1) }), 413],
  ['too much in characters of three bytes', posted({ body: '医'.repeat(LIMIT / 3 + 1) }), 413],
  ['one byte too much in base64', posted(base64('x'.repeat(LIMIT + 1))), 413],
  ['far too much in base64', posted(base64('x'.repeat(LIMIT * 2))), 413],
])('%s is refused and nothing runs', async (_what, event, statusCode) => {
  const { main } = door(() => Promise.reject(new Error('ran')));
  expect(await main(event)).toMatchObject({ statusCode });
});

test('256 KB are taken, plain and in base64', async () => {
  const body = 'x'.repeat(LIMIT);
  const { main } = door(({ body: text }) => said(String(text.length)));
  expect(await main(posted({ body }))).toMatchObject({ statusCode: 200, body: String(LIMIT) });
  expect(await main(posted(base64(body)))).toMatchObject({ statusCode: 200, body: String(LIMIT) });
});

test('headers are found whatever their case, and a list of values is none', async () => {
  const heard: (string | undefined)[] = [];
  const { main } = door(({ header }) => {
    heard.push(header('wechatpay-serial'), header('wechatpay-nonce'), header('other'));
    return Promise.resolve({ statusCode: 204 });
  });
  const headers = { 'Wechatpay-Serial': 'S1', 'WECHATPAY-NONCE': ['a', 'b'] };
  expect(await main(posted({ headers }))).toEqual({ statusCode: 204, headers: {}, body: '' });
  expect(heard).toEqual(['S1', undefined, undefined]);
});

test('an error is a 500 that says nothing, so that the sender tries again', async () => {
  const { main, alarms, lines } = door(() => Promise.reject(new Error('s3cret')));
  const answer = await main(posted({ body: 'x' }));
  expect(answer).toMatchObject({ statusCode: 500, body: 'error' });
  expect(alarms).toEqual(['http.failed']);
  expect(lines.join()).not.toContain('s3cret');
});

describe('the timer', () => {
  test('ticks before its deadline and says so', async () => {
    const rig = readDoor({});
    const left: number[] = [];
    const tick = timerDoor(rig.deps, (deadline) => {
      left.push(deadline.leftMs());
      return Promise.resolve();
    });
    expect(await tick()).toMatchObject({ ok: true });
    expect(left).toEqual([19_000]);
  });

  test('a tick that fails is an alarm and no crash', async () => {
    const rig = readDoor({});
    const tick = timerDoor(rig.deps, () => Promise.reject(new Error('s3cret')));
    expect(await tick()).toMatchObject({ ok: false });
    expect(rig.alarms).toEqual(['timer.failed']);
    expect(rig.lines.join()).not.toContain('s3cret');
  });

  test('a person who calls it moves nothing', async () => {
    const rig = readDoor({ openId: 'oPerson' });
    let ticks = 0;
    const tick = timerDoor(rig.deps, () => Promise.resolve((ticks += 1)));
    expect(await tick()).toMatchObject({ ok: false });
    expect(ticks).toBe(0);
  });
});
