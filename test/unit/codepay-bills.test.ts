/**
 * The book of a day's payment codes (APIv3, 交易账单; trap 14), and what the merchant is made of: settings
 * and keys, and that only what was given it sends refunds (money rule 9).
 */
import {
  codepayConfig,
  createCodepay,
  createCodepayBills,
  createCodepayRefunds,
  type CodepayConfig,
} from '../../cloudfunctions/channels/codepay';
import { ConfigInvalid } from '../../cloudfunctions/channels/medins';
import type { BillItem } from '../../cloudfunctions/ports/bill-source';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { Hash } from 'wechatpay-axios-plugin';
import { answered, utf8 } from '../support/bills';
import { FOREVER } from '../support/doubles';
import { ALL, backCells, DAY, faultOf, paidCells, tradeText } from './medins-bill-bench';
import {
  error,
  gateway,
  KEY_ID,
  MERCHANT,
  ORDER,
  OTHER_ORDER,
  OURS,
  PROVIDER,
  SECRETS,
  SECTION,
  signed,
  type Answer,
} from './codepay-bench';

const FILE = 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=6XIv5TUPto7p5VqEkw';

function source(config: CodepayConfig, text: string, answer?: Answer) {
  const named = { hash_type: 'SHA1', hash_value: Hash.sha1(text), download_url: FILE };
  const bench = gateway(config, answer ?? signed(200, named));
  const requests: HttpRequest[] = [];
  const streams = {
    open: (request: HttpRequest) => {
      requests.push(request);
      return Promise.resolve(answered(utf8(text)));
    },
  };
  return { ...bench, requests, bills: createCodepayBills(config, { ...bench.deps, streams }) };
}

async function read(config: CodepayConfig, text: string): Promise<readonly BillItem[]> {
  const opening = await source(config, text).bills.open(DAY, 'all', FOREVER);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const items: BillItem[] = [];
  for await (const item of opening.items) items.push(item);
  return items;
}

const code = { 商户订单号: ORDER, 交易类型: 'MICROPAY' };
const own = { 公众账号ID: 'wxhospital', 商户号: '1900000202', 特约商户号: '0' };

describe('the bill', () => {
  test('is the trade bill of the hospital, read signed', async () => {
    const { bills, sent, requests, lines } = source(PROVIDER, tradeText([]));
    expect(bills.covers).toBe('cash');
    await bills.open(DAY, 'all', FOREVER);
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.mch.weixin.qq.com/v3/bill/tradebill?bill_date=2026-03-02&bill_type=ALL&sub_mchid=1900000202',
    ]);
    expect(requests.map(({ url }) => url)).toEqual([FILE]);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.startsWith('codepay.call'))).toBe(true);
  });

  test('has rows of payment codes alone, their refunds among them', async () => {
    const text = tradeText([
      paidCells({ ...code, 商户订单号: ORDER }),
      paidCells({ 商户订单号: OTHER_ORDER }),
      // a till of the hospital's own, under a number that is none of ours
      paidCells({ ...code, 商户订单号: '2026030200001' }),
      backCells({ ...code, 商户订单号: ORDER, 商户退款单号: `R${ORDER}` }),
      backCells({ 交易类型: 'NATIVE' }),
    ]);
    const items = await read(PROVIDER, text);
    expect(items).toMatchObject([
      { kind: 'row', row: { line: 2, kind: 'payment', orderNo: ORDER, ours: true, cash: 5000 } },
      { kind: 'row', row: { line: 5, kind: 'refund', orderNo: ORDER, ours: true, cash: 1234 } },
    ]);
    expect(items).toHaveLength(2);
  });

  test.each([
    ['another merchant', { 商户号: '1900000999' }],
    ['another appid', { 公众账号ID: 'wxneighbour' }],
    ['another hospital', { 特约商户号: '1900000303' }],
  ])('%s is not ours', async (_what, cells) => {
    const [item] = await read(PROVIDER, tradeText([paidCells({ ...code, ...cells })]));
    expect(item).toMatchObject({ kind: 'row', row: { ours: false } });
  });

  test('of a hospital of its own', async () => {
    const [item] = await read(MERCHANT, tradeText([paidCells({ ...code, ...own })]));
    expect(item).toMatchObject({ kind: 'row', row: { ours: true } });
    const [other] = await read(MERCHANT, tradeText([paidCells(code)]));
    expect(other).toMatchObject({ kind: 'row', row: { ours: false } });
  });

  test('a row that cannot be read is reported, not taken for another trade', async () => {
    const items = await read(PROVIDER, tradeText([paidCells({ ...code, 交易状态: 'NEW' })]));
    expect(items).toEqual([{ kind: 'unreadable', line: 2, fault: '交易状态' }]);
  });

  test('without the column of the trade type it is broken', async () => {
    const header = ALL.replace('交易类型,', '');
    expect(await faultOf(read(PROVIDER, tradeText([paidCells(code)], header)))).toBe('header');
  });

  test('that is not there yet', async () => {
    const { bills } = source(PROVIDER, '', error('NO_STATEMENT_EXIST'));
    expect(await bills.open(DAY, 'all', FOREVER)).toEqual({ kind: 'not-yet', empty: true });
  });
});

describe('the configuration', () => {
  const MERCHANT_SECTION = { ...SECTION, mode: 'merchant' } as const;
  const fault = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (caught) {
      return caught;
    }
  };

  test('holds parsed keys and the accounts of its mode', () => {
    expect(PROVIDER).toMatchObject({ mode: 'service-provider', subMchid: '1900000202' });
    expect(MERCHANT).not.toHaveProperty('subMchid');
    expect(MERCHANT.privateKey.asymmetricKeyType).toBe('rsa');
    expect([...MERCHANT.platformKeys.ring.keys()]).toEqual([KEY_ID]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'no key of ours',
      () => codepayConfig(MERCHANT_SECTION, { privateKey: 'canary' }),
      'privateKey',
    ],
    [
      'our own key as the platform’s',
      () =>
        codepayConfig(
          { ...MERCHANT_SECTION, platformKeys: [{ id: KEY_ID, pem: OURS.publicPem }] },
          SECRETS,
        ),
      'platformKeys',
    ],
    [
      'a broken key of the platform',
      () =>
        codepayConfig({ ...MERCHANT_SECTION, platformKeys: [{ id: KEY_ID, pem: 'x' }] }, SECRETS),
      `platformKeys.${KEY_ID}`,
    ],
    [
      'no key of the platform',
      () => codepayConfig({ ...MERCHANT_SECTION, platformKeys: [] }, SECRETS),
      'encryptWith',
    ],
  ])('%s is refused by name', (_what, make, field) => {
    const caught = fault(make);
    expect(caught).toBeInstanceOf(ConfigInvalid);
    expect(caught).toHaveProperty('field', field);
    expect(String(caught)).not.toContain('canary');
  });
});

test('what charges cannot send refunds', () => {
  const { deps } = gateway(MERCHANT);
  expect(Object.keys(createCodepay(MERCHANT, deps)).sort()).toEqual([
    'charge',
    'query',
    'queryRefund',
    'reverse',
  ]);
  expect(Object.keys(createCodepayRefunds(MERCHANT, deps))).toEqual(['refund']);
});
