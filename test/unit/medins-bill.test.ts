/**
 * Asking for the bill of a day's cash (APIv3, 申请交易账单 and 下载账单): named by a signed answer, asked
 * for signed, proven by the digest in the first answer at its end.
 */
import { verify } from 'node:crypto';
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import type { HttpOpening } from '../../cloudfunctions/ports/http';
import { answered, utf8 } from '../support/bills';
import { FOREVER } from '../support/doubles';
import {
  ALL,
  backCells,
  billBench,
  DAY,
  END,
  faultOf,
  named,
  paidCells,
  readBill,
  tradeText,
} from './medins-bill-bench';
import {
  failed,
  MERCHANT,
  NOT_SENT,
  NOW,
  ORDER,
  OURS,
  PROVIDER,
  SILENT,
} from './medins-calls-bench';

const TEXT = tradeText([paidCells(), backCells()]);
const NO_HOST: HttpOpening = { ok: false, failure: 'not-sent' };
const PATH = '/v3/billdownload/file?token=6XIv5TUPto7p5VqEkw';

test('it covers the cash alone', () => {
  expect(billBench(named(TEXT), []).source.covers).toBe('cash');
});

test.each([
  ['all', 'ALL'],
  ['success', 'SUCCESS'],
  ['refund', 'REFUND'],
] as const)('%s of a day, for the hospital that asks', async (type, word) => {
  const rig = billBench(named(TEXT), [answered(TEXT)]);
  expect(await rig.source.open(DAY, type, FOREVER)).toMatchObject({ kind: 'open' });
  const query = `bill_date=2026-03-02&bill_type=${word}&sub_mchid=1900000202`;
  expect(rig.asks).toEqual([
    { call: 'trade-bill', method: 'GET', path: `/v3/bill/tradebill?${query}` },
  ]);
  const own = billBench(named(TEXT), [answered(TEXT)], MERCHANT);
  await own.source.open(DAY, type, FOREVER);
  expect(own.asks[0]?.path).toBe(`/v3/bill/tradebill?bill_date=2026-03-02&bill_type=${word}`);
});

test('a day that is none is a mistake of ours', async () => {
  const rig = billBench(named(TEXT), []);
  await expect(rig.source.open('2026-03-02', 'all', FOREVER)).rejects.toThrow(RangeError);
  expect(rig.asks).toEqual([]);
});

test('the file is asked for signed, over its path and query and an empty body', async () => {
  const rig = billBench(named(TEXT), [answered(TEXT)]);
  await rig.source.open(DAY, 'all', FOREVER);
  const [request] = rig.requests;
  expect(request).toMatchObject({
    method: 'GET',
    url: `https://api.mch.weixin.qq.com${PATH}`,
    timeoutMs: 8_000,
  });
  expect(request).not.toHaveProperty('body');
  const header = request?.headers?.Authorization ?? '';
  const [scheme = '', rest = ''] = header.split(' ', 2);
  const fields = new Map(
    rest.split(',').map((pair) => {
      const [, name = '', value = ''] = /^(\w+)="(.*)"$/.exec(pair) ?? [];
      return [name, value];
    }),
  );
  expect(scheme).toBe('WECHATPAY2-SHA256-RSA2048');
  expect([...fields.keys()]).toEqual(['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no']);
  expect(fields.get('timestamp')).toBe(String(Math.floor(NOW / 1000)));
  expect(fields.get('mchid')).toBe(PROVIDER.mchid);
  const message = `GET\n${PATH}\n${fields.get('timestamp') ?? ''}\n${fields.get('nonce_str') ?? ''}\n\n`;
  const signature = Buffer.from(fields.get('signature') ?? '', 'base64');
  expect(verify('sha256', Buffer.from(message), OURS.publicKey, signature)).toBe(true);
});

test('wherever the answer says that the file is, it is asked for at our own address', async () => {
  const url = `http://somewhere.example:8443${PATH}`;
  const rig = billBench(named(TEXT, { download_url: url }), [answered(TEXT)]);
  expect(await rig.source.open(DAY, 'all', FOREVER)).toMatchObject({ kind: 'open' });
  expect(rig.requests[0]?.url).toBe(`https://api.mch.weixin.qq.com${PATH}`);
});

test('a host that does not answer: the other one, with a nonce of its own', async () => {
  const rig = billBench(named(TEXT), [NO_HOST, answered(TEXT)]);
  expect(await rig.source.open(DAY, 'all', FOREVER)).toMatchObject({ kind: 'open' });
  expect(rig.requests.map(({ url }) => new URL(url).host)).toEqual([
    'api.mch.weixin.qq.com',
    'api2.mch.weixin.qq.com',
  ]);
  const [first, second] = rig.requests.map(({ headers }) => headers?.Authorization);
  expect(first).not.toBe(second);
});

test('neither answers', async () => {
  const rig = billBench(named(TEXT), [NO_HOST, { ok: false, failure: 'unknown' }]);
  const code = 'unknown';
  expect(await rig.source.open(DAY, 'all', FOREVER)).toMatchObject({ kind: 'unknown', code });
});

test('a host that hands out something else gives its connection back', async () => {
  let given = false;
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield await Promise.resolve(utf8('{"code":"RESOURCE_NOT_EXISTS"}'));
    } finally {
      given = true;
    }
  }
  const iterator = body();
  await iterator.next();
  const rig = billBench(named(TEXT), [{ ok: true, status: 404, body: iterator }]);
  expect(await rig.source.open(DAY, 'all', FOREVER)).toEqual({
    kind: 'unknown',
    code: 'http-404',
    reason: 'payment-unreachable',
  });
  expect(given).toBe(true);
});

describe('there is no bill', () => {
  test.each<[string, ApiVerdict, unknown]>([
    ['being made', failed(undefined, 'none', 'STATEMENT_CREATING'), { kind: 'not-yet' }],
    [
      'nothing moved that day',
      failed(undefined, 'none', 'NO_STATEMENT_EXIST'),
      { kind: 'not-yet', empty: true },
    ],
    [
      'a refusal',
      failed(undefined, 'none', 'NO_AUTH', 403),
      { kind: 'unknown', code: 'NO_AUTH req-1', reason: 'payment-refused' },
    ],
    ['silence', SILENT, { kind: 'unknown', code: 'no-answer', reason: 'payment-unreachable' }],
    [
      'no connection',
      NOT_SENT,
      { kind: 'unknown', code: 'not-sent', reason: 'payment-unreachable' },
    ],
  ])('%s', async (_what, verdict, opening) => {
    const rig = billBench(verdict, []);
    expect(await rig.source.open(DAY, 'all', FOREVER)).toEqual(opening);
    expect(rig.requests).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no address', { download_url: null }],
    ['no path of the gateway', { download_url: 'https://api.mch.weixin.qq.com/bill' }],
    ['no path at all', { download_url: 'https://api.mch.weixin.qq.com' }],
    ['not http', { download_url: `ftp://api.mch.weixin.qq.com${PATH}` }],
    ['a path that would not arrive', { download_url: 'https://x.example/v3/a b' }],
    ['a fragment', { download_url: 'https://x.example/v3/a#b' }],
    ['another kind of digest', { hash_type: 'MD5' }],
    ['no digest', { hash_value: '' }],
    ['half a digest', { hash_value: 'abcdef' }],
  ])('the answer names none: %s', async (_what, change) => {
    const rig = billBench(named(TEXT, change), []);
    expect(await rig.source.open(DAY, 'all', FOREVER)).toEqual({
      kind: 'unknown',
      code: 'bill-unnamed',
      reason: 'payment-unreachable',
    });
    expect(rig.requests).toEqual([]);
  });
});

test('the log tells of the calls, never an address, a number or a row', async () => {
  const rig = billBench(named(TEXT), [answered(TEXT)]);
  const opening = await rig.source.open(DAY, 'all', FOREVER);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  for await (const item of opening.items) expect(item.kind).toBe('row');
  const lines = rig.lines.join('\n');
  expect(lines).toContain('"call":"trade-bill"');
  expect(lines).not.toMatch(/token=|https?:|50\.00|signature/);
  expect(lines).not.toContain(ORDER);
});

test('leaving the bill early gives the connection back', async () => {
  let given = false;
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield await Promise.resolve(utf8(TEXT));
      yield utf8(TEXT);
    } finally {
      given = true;
    }
  }
  const rig = billBench(named(TEXT), [{ ok: true, status: 200, body: body() }]);
  const opening = await rig.source.open(DAY, 'all', FOREVER);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  for await (const item of opening.items) {
    expect(item.kind).toBe('row');
    break;
  }
  expect(given).toBe(true);
});

describe('a file that is not whole is broken, not short', () => {
  const fault = (text: string | Uint8Array, meant: string = TEXT): Promise<string> =>
    faultOf(readBill(text, { verdict: named(meant) }));
  const isWhole = (text: string): Promise<string> => fault(text, text);

  test('as it was meant', async () => {
    expect(await fault(TEXT)).toBe('whole');
    const shouted = named(TEXT, { hash_value: sha1InCapitals() });
    expect(await faultOf(readBill(TEXT, { verdict: shouted }))).toBe('whole');
  });

  function sha1InCapitals(): string {
    const verdict = named(TEXT);
    const body = verdict.kind === 'success' ? verdict.body : {};
    return String(body['hash_value']).toUpperCase();
  }

  test.each<[string, string]>([
    ['one sum is another', TEXT.replace('12.34', '12.35')],
    ['a row is missing', tradeText([paidCells()])],
    ['a blank at the end', `${TEXT} `],
    ['it is cut amid a row', TEXT.slice(0, TEXT.length / 2)],
  ])('another digest: %s', async (_what, text) => {
    expect(await fault(text)).toBe('digest');
  });

  test('the rows of another file were read, and then it is broken', async () => {
    const rig = billBench(named(TEXT), [answered(TEXT.replace('12.34', '12.35'))]);
    const opening = await rig.source.open(DAY, 'all', FOREVER);
    if (opening.kind !== 'open') throw new Error(opening.kind);
    let rows = 0;
    const read = async (): Promise<void> => {
      for await (const item of opening.items) rows += Number(item.kind === 'row');
    };
    expect(await faultOf(read())).toBe('digest');
    expect(rows).toBe(2);
  });

  test.each<[string, string]>([
    ['no sums', TEXT.slice(0, -END.length)],
    ['the names of the sums alone', TEXT.slice(0, TEXT.lastIndexOf('`2,'))],
  ])('cut, whatever the digest says: %s', async (_what, text) => {
    expect(await isWhole(text)).toBe('cut');
  });

  test.each<[string, string]>([
    ['empty', ''],
    ['something else', '<xml>no bill</xml>'],
    ['a column is missing', TEXT.replace('商户订单号', '订单')],
    ['a column of refunds is missing', TEXT.replace('退款状态', '状态')],
    ['a column is doubled', TEXT.replace('费率备注', '交易状态')],
    ['no sum of the order', TEXT.replace('应结订单金额', 'x').replace(',订单金额', ',y')],
  ])('the header: %s', async (_what, text) => {
    expect(await isWhole(text)).toBe('header');
  });

  test('the connection breaks off', async () => {
    const rig = billBench(named(TEXT), [answered(TEXT, 200, true)]);
    const opening = await rig.source.open(DAY, 'all', FOREVER);
    if (opening.kind !== 'open') throw new Error(opening.kind);
    const read = async (): Promise<void> => {
      for await (const item of opening.items) expect(item.kind).toBe('row');
    };
    expect(await faultOf(read())).toBe('connection');
  });
});

test('lines that are no rows are reported, never skipped in silence', async () => {
  const short = TEXT.replace('`CNY,', '');
  const blank = short.replace(`${ALL}\r\n`, `${ALL}\r\n\r\n`);
  const items = await readBill(`${blank}behind the end\r\n\r\n`);
  expect(items).toEqual([
    { kind: 'unreadable', line: 2, fault: 'cells' },
    { kind: 'unreadable', line: 3, fault: 'cells' },
    expect.objectContaining({ kind: 'row' }),
    { kind: 'unreadable', line: 7, fault: 'cells' },
  ]);
});
