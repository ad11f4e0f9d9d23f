/**
 * The faults of the fault book on WeChat's paths: what the caller sees, and whether the effect took
 * place.
 */

import {
  call,
  fetchToken,
  orderMessage,
  post,
  PROVIDER,
  signatureOf,
  signedXml,
  startRig,
  type Message,
  type Rig,
} from './platform-support';

let rig: Rig;
let token: string;
beforeEach(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterEach(() => rig.close());

describe('planted faults on WeChat’s paths', () => {
  const plant = (fault: Parameters<typeof rig.faults.plant>[1], name = 'unifiedorder') =>
    rig.faults.plant(`payinsurance.${name}`, fault);
  const send = (message: Message, signal: AbortSignal | null = null) =>
    fetch(`${rig.url}/payinsurance/unifiedorder?access_token=${token}`, {
      method: 'POST',
      body: signedXml(message),
      signal,
    });
  const exists = (message: Message) =>
    rig.platform.engine.order(message.hosp_out_trade_no ?? '') !== undefined;

  test.each([
    ['cut-before', false],
    ['cut-after', true],
  ] as const)('%s cuts the connection', async (kind, effect) => {
    const message = orderMessage();
    plant({ kind });
    await expect(send(message)).rejects.toThrow();
    expect(exists(message)).toBe(effect);
    const again = await call(rig, 'unifiedorder', token, message);
    expect(again.fields.err_code).toBe(effect ? '530' : '0');
  });
  test.each([
    ['timeout-before', false],
    ['timeout-after', true],
  ] as const)('%s never answers', async (kind, effect) => {
    const message = orderMessage();
    const leave = new AbortController();
    plant({ kind });
    const answer = send(message, leave.signal);
    await logged('payinsurance.unifiedorder');
    leave.abort();
    await expect(answer).rejects.toThrow('abort');
    expect(exists(message)).toBe(effect);
  });
  test('a held call does not keep the server from closing', async () => {
    plant({ kind: 'timeout-before' });
    const answer = expect(send(orderMessage())).rejects.toThrow();
    await logged('payinsurance.unifiedorder');
    await rig.close();
    await answer;
    rig = await startRig();
  });
  test('garbage and bad-signature take effect but cannot be believed', async () => {
    const [first, second] = [orderMessage(), orderMessage()];
    plant({ kind: 'garbage' });
    expect(await (await send(first)).text()).toBe('<<<garbage');
    plant({ kind: 'bad-signature' });
    const { fields } = await call(rig, 'unifiedorder', token, second);
    expect(fields.result_code).toBe('SUCCESS');
    expect(fields.sign).toMatch(/^[0-9A-F]{32}$/);
    expect(fields.sign).not.toBe(signatureOf(fields, PROVIDER.key));
    expect([exists(first), exists(second)]).toEqual([true, true]);
  });
  test('slow takes effect and answers in the end', async () => {
    const message = orderMessage();
    plant({ kind: 'slow', ms: 30 });
    expect((await call(rig, 'unifiedorder', token, message)).fields.result_code).toBe('SUCCESS');
  });
  test.each([
    ['514', { return_code: 'SUCCESS', result_code: 'FAIL', err_code: '514' }],
    ['80000', { return_code: 'SUCCESS', result_code: 'FAIL', err_code: '80000' }],
    ['80002', { return_code: 'FAIL', return_msg: '签名失败', err_code: '80002' }],
    ['80001', { return_code: 'FAIL', return_msg: '参数格式校验错误', err_code: '80001' }],
    ['FAIL', { return_code: 'FAIL', return_msg: '系统失败' }],
    ['42001', { errcode: '42001' }],
  ])('error %s refuses without effect', async (code, expected) => {
    const message = orderMessage();
    plant({ kind: 'error', code });
    const { fields } = await call(rig, 'unifiedorder', token, message);
    expect(fields).toMatchObject(expected);
    expect(fields.sign !== undefined).toBe(fields.return_code === 'SUCCESS');
    expect(exists(message)).toBe(false);
  });
  test('error works on the token calls too', async () => {
    plant({ kind: 'error', code: '45009' }, 'gettoken');
    expect(await fetchToken(rig)).toBe('');
    plant({ kind: 'error', code: '45009' }, 'stable_token');
    const { fields } = await post(`${rig.url}/cgi-bin/stable_token`, '{}');
    expect(fields).toMatchObject({ errcode: '45009' });
  });

  /** Resolves once the exchange has come as far as the wire log. */
  async function logged(name: string): Promise<void> {
    const seen = () => rig.wire.since().some((entry) => entry.call === name);
    while (!seen()) await new Promise((resolve) => setImmediate(resolve));
  }
});
