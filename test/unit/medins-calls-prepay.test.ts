/** The cash order that comes first: prepay, its query and its end, in both ways of access (APIv3 JSAPI). */
import { closeCashAsk, prepayAsk, queryCashAsk } from '../../cloudfunctions/channels/medins/prepay';
import { orderNo } from '../../cloudfunctions/domain/ids';
import {
  CASH_REQUEST,
  cashAmounts,
  MERCHANT,
  MIXED_REQUEST,
  ORDER,
  PROVIDER,
} from './medins-calls-bench';

describe('the cash order', () => {
  test('of a hospital on its own', () => {
    expect(prepayAsk(MERCHANT, MIXED_REQUEST)).toEqual({
      call: 'prepay',
      method: 'POST',
      orderNo: ORDER,
      path: '/v3/pay/transactions/jsapi',
      body: {
        appid: 'wxhospital',
        mchid: '1900000202',
        description: '内科门诊 处方费',
        out_trade_no: ORDER,
        notify_url: 'https://hospital.example/notify/medins-cash',
        amount: { total: 5000, currency: 'CNY' },
        payer: { openid: 'oPatientOfTheHospital' },
      },
    });
  });

  test('behind a service provider', () => {
    const { path, body } = prepayAsk(PROVIDER, { ...CASH_REQUEST, amounts: cashAmounts(1) });
    expect(path).toBe('/v3/pay/partner/transactions/jsapi');
    expect(body).toEqual({
      sp_appid: 'wxprovider',
      sp_mchid: '1900000101',
      sub_appid: 'wxhospital',
      sub_mchid: '1900000202',
      description: '内科门诊 处方费',
      out_trade_no: ORDER,
      notify_url: 'https://hospital.example/notify/medins-cash',
      amount: { total: 1, currency: 'CNY' },
      payer: { sub_openid: 'oPatientOfTheHospital' },
    });
  });

  test('a long title is cut between characters', () => {
    const { body } = prepayAsk(MERCHANT, { ...CASH_REQUEST, title: '𠮷'.repeat(130) });
    expect(body).toMatchObject({ description: '𠮷'.repeat(127) });
  });

  test('a number of more than 32 characters is refused here, not there', () => {
    const long = orderNo(`Y${'0'.repeat(32)}`);
    expect(() => prepayAsk(MERCHANT, { ...CASH_REQUEST, orderNo: long })).toThrow('out_trade_no');
    expect(() =>
      prepayAsk(MERCHANT, { ...CASH_REQUEST, orderNo: orderNo('Y'.repeat(32)) }),
    ).not.toThrow();
  });

  test('is asked for and closed under the account that made it', () => {
    expect(queryCashAsk(MERCHANT, ORDER)).toMatchObject({
      method: 'GET',
      path: `/v3/pay/transactions/out-trade-no/${ORDER}?mchid=1900000202`,
    });
    expect(queryCashAsk(PROVIDER, ORDER)).toMatchObject({
      path: `/v3/pay/partner/transactions/out-trade-no/${ORDER}?sp_mchid=1900000101&sub_mchid=1900000202`,
    });
    expect(closeCashAsk(MERCHANT, ORDER)).toMatchObject({
      method: 'POST',
      path: `/v3/pay/transactions/out-trade-no/${ORDER}/close`,
      body: { mchid: '1900000202' },
    });
    expect(closeCashAsk(PROVIDER, ORDER)).toMatchObject({
      path: `/v3/pay/partner/transactions/out-trade-no/${ORDER}/close`,
      body: { sp_mchid: '1900000101', sub_mchid: '1900000202' },
    });
  });
});
