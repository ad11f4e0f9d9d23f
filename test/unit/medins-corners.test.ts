/** Orders, permissions, proofs, notices and settings of 2.0, where two rules meet. */
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import { noticeReader } from '../../cloudfunctions/channels/medins/notice';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import { provePaid } from '../../cloudfunctions/domain/proof';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import type { Authoriser } from '../../cloudfunctions/ports/authoriser';
import { medins } from '../../cloudfunctions/settings/medins';
import { acceptNotice } from '../../cloudfunctions/usecases/accept-notice';
import { authoriseOrder } from '../../cloudfunctions/usecases/authorise-order';
import { fen } from '../../miniprogram/shared/fen';
import { authorising, FAMILY_NO, splitWith } from '../support/authorising';
import { FOREVER, HOSPITAL, linkOf, world } from '../support/doubles';
import { memoryAttempts } from '../support/memory-stores';
import { evidence, orderIn, placing, T0 } from '../support/orders';
import { APIV3_KEY, KEY_ID, PLATFORM, PROVIDER, SECTION } from './medins-calls-bench';

const AMOUNTS = placing().amounts;
const UPLOAD = { state: 'priced', quoted: AMOUNTS, payOrderId: 'PO1', createdAt: T0 } as const;

describe('a certain refusal counts (money rules 2 and 3)', () => {
  it('also where a question in between has seen the upload', () => {
    const order = orderIn('placing', { channel: 'medins', upload: UPLOAD });
    // clockwork or the phone ask between 6202 and our order: no mixed order, no cash order, fees priced
    const { platformTradeNo: _none, ...seen } = evidence('not-paid', {
      legs: { cash: 'closed', insurance: 'unpaid' },
    });
    const asked = transition(order, { type: 'evidence', evidence: seen }, T0 + 5_000, RULES);
    expect(asked.name).toBe('too-early');
    const no = {
      type: 'rejected',
      reason: 'name-mismatch',
      code: '268545962',
      leftovers: true,
    } as const;
    const { name, order: after } = transition(asked.order, no, T0 + 8_000, RULES);
    expect(name).toBe('leftovers');
    expect(after).toMatchObject({ payment: 'closing', reason: 'name-mismatch' });
  });
});

describe('a refund that waits behind the city’s day (money rules 12 and 16)', () => {
  it('goes on when a part of it turns out to have gone through', () => {
    const order = orderIn('paid', {
      channel: 'medins',
      settlement: { state: 'settled', attempts: 1 },
      refund: {
        refundNo: refundNoOf(placing().orderNo),
        ...{ mode: 'whole', cash: fen(4000), insurance: fen(8000), cause: 'patient' },
        ...{ note: 'patient', via: 'api', askedAt: T0, state: 'held', since: T0, hold: 'held' },
        ...{ legs: { cash: 'due', insurance: 'due' }, sends: 1, asked: 1, finishBy: T0 + 1 },
      },
      dueAt: T0 + 2,
    });
    const legs = { cash: 'unstated', insurance: 'refunded' } as const;
    const event = { type: 'refund-unfinished', code: 'cash-not-sent', legs } as const;
    const { name, order: after } = transition(order, event, T0 + 60_000, RULES);
    expect(name).toBe('refund-unfinished');
    expect(after.dueAt).toBeGreaterThan(T0 + 2);
  });
});

type Granted = Parameters<Awaited<ReturnType<typeof authorising>>['grant']>[0];

describe('the permission', () => {
  function asking(here: Awaited<ReturnType<typeof authorising>>, granted: Granted) {
    const authoriser: Authoriser = { exchange: () => Promise.resolve(granted) };
    const deps = { ...here.deps, authoriser, bureau: here.bureau, attempts: memoryAttempts() };
    const place = { kind: 'located', latitude: 39.9, longitude: 116.4 } as const;
    const input = { ...here.own, authCode: 'CODE', place, clientIp: '10.0.0.1' };
    return authoriseOrder(deps, input, FOREVER);
  }

  it('where the bureau says where the person is, that counts and not what the phone claims', async () => {
    const here = await authorising();
    const there = { latitude: 23.129112, longitude: 113.264385 };
    await asking(here, {
      kind: 'authorised',
      authorisation: { ...here.authorisation, place: there },
    });
    expect(here.platform.placed[0]?.insured?.place).toEqual(there);
  });

  it('the same person under another middle dot is not their own relative (money rule 15)', async () => {
    const here = await authorising();
    const before = here.hospital.reader.patient.bind(here.hospital.reader);
    here.deps.his.patient = async (id, deadline) => {
      const found = await before(id, deadline);
      return found.ok ? { ...found, value: { ...found.value, name: '买买提·艾力' } } : found;
    };
    await here.deps.links.replace(HOSPITAL, linkOf({ proof: 'his-phone', relation: 'parent' }));
    const person = { name: '买买提•艾力', idDigest: '0'.repeat(32) };
    await asking(here, {
      kind: 'authorised',
      authorisation: { ...here.authorisation, person, familyPayAuthNo: FAMILY_NO },
    });
    expect(here.platform.placed[0]?.payerPerson).toBeUndefined();
    expect(here.used).not.toContain(FAMILY_NO);
  });

  it('is not used for an order that is over its deadline (money rule 7)', async () => {
    const here = await authorising();
    here.clock.advance(RULES.payDeadlineMs + 1);
    const authorisation = { ...here.authorisation, expiresAt: here.clock.now() + 300_000 };
    await asking(here, { kind: 'authorised', authorisation }).catch(() => undefined);
    expect(here.trace).not.toContain('upload');
    expect(here.platform.placed).toEqual([]);
  });

  it('a split that leaves nothing to pay is no order at the platform (trap 40)', async () => {
    const here = await authorising();
    const nothing = { cash: fen(0), insurance: fen(0), insuranceFund: fen(0) };
    here.script.amounts = { ...splitWith(0), ...nothing, cashReduced: fen(12_000) };
    await asking(here, { kind: 'authorised', authorisation: here.authorisation });
    expect(here.platform.placed).toEqual([]);
  });
});

describe('proof (money rule 4)', () => {
  it('every amount: account and fund are not one another', () => {
    const order = orderIn('payable', { channel: 'medins', upload: UPLOAD });
    const { total, cash, insurance } = AMOUNTS;
    const parts = { insuranceFund: fen(0), insuranceSelf: fen(8000), insuranceOther: fen(0) };
    const amounts = { total, cash, insurance, ...parts };
    expect(provePaid(order, evidence('paid', { amounts }), T0).kind).toBe('amount-mismatch');
  });
});

describe('notices (money rule 10)', () => {
  it('a refund that was ABNORMAL and then succeeded is no altered notice', async () => {
    const here = await world();
    const now = T0;
    const reader = noticeReader(PROVIDER, { clock: { now: () => now } });
    const deps = { ...here.deps, reader };
    const order = orderIn('closed', { channel: 'medins' });
    await here.orders.insert(order);
    const told = (status: string) => {
      const resource = {
        ...{ sp_mchid: '1900000101', sub_mchid: '1900000202', out_trade_no: order.orderNo },
        ...{ refund_id: '5', out_refund_no: `R${order.orderNo}`, refund_status: status },
        amount: { total: 4000, refund: 4000 },
      };
      const nonce = '0123456789ab';
      const ciphertext = Aes.AesGcm.encrypt(JSON.stringify(resource), APIV3_KEY, nonce, 'r');
      const body = JSON.stringify({
        event_type: `REFUND.${status}`,
        resource: { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: 'r' },
      });
      const timestamp = String(Math.floor(now / 1000));
      const headers: Record<string, string> = {
        'wechatpay-timestamp': timestamp,
        'wechatpay-nonce': 'n',
        'wechatpay-serial': KEY_ID,
        'wechatpay-signature': Rsa.sign(`${timestamp}\nn\n${body}\n`, PLATFORM.privateKey),
      };
      return acceptNotice(deps, { body, header: (name) => headers[name] }, FOREVER);
    };
    expect((await told('ABNORMAL')).statusCode).toBe(204);
    expect((await told('SUCCESS')).statusCode).toBe(204);
    expect(here.alarms).not.toContain('notice.differs');
  });
});

describe('settings', () => {
  it('the trial version of the authorisation is refused in production', () => {
    const authorisation = { ...SECTION.authorisation, trial: true };
    const section = { ...SECTION, mode: 'merchant', authorisation };
    expect(medins('sandbox').safeParse(section).success).toBe(true);
    expect(medins('production').safeParse(section).success).toBe(false);
  });
});
