/**
 * Insurance of 2.0 where the wire goes wrong: messages that do not fit, faults before and after the effect,
 * durability, and no secret left behind (money rule 14).
 */

import {
  expectAnswer,
  expectRefusal,
  feesOf,
  insuranceRig,
  paidAtBureau,
  uploadsOf,
  WHOLE,
  type Fees,
  type Rig,
} from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

const { upload, price, query, refund, revoke } = uploadsOf(() => rig);
const zhangs = (story = 'insurance-and-cash'): Fees => feesOf(rig, rig.authorise().self, story);

/** Uploaded and priced. */
async function priced(orderNo: string, fees = zhangs()): Promise<Fees> {
  expectAnswer(await upload(orderNo, fees), 'InsuranceUpload');
  expectAnswer(await price(orderNo, fees.payAuthNo), 'InsurancePrice');
  return fees;
}

async function settled(orderNo: string, fees = zhangs()): Promise<Fees> {
  await priced(orderNo, fees);
  const order = paidAtBureau(rig, orderNo, fees);
  expect([order.accept(), order.settle()]).toMatchObject([{ ok: true }, { ok: true }]);
  return fees;
}

describe('the wire', () => {
  it('refuses what does not fit the document', async () => {
    const fees = zhangs();
    for (const wrong of [
      { ...fees, extra: 1 },
      { ...fees, payAuthNo: 'A'.repeat(41) },
      { ...fees, payAuthNo: '' },
      { ...fees, serialNo: 'S'.repeat(21) },
      { ...fees, billIds: [] },
      { patientId: fees.patientId },
    ]) {
      expectRefusal(await upload('O1', wrong), 400, 'INVALID_REQUEST');
    }
    expectRefusal(await upload('A'.repeat(64), fees), 400, 'INVALID_REQUEST');
    const sums = { refundNo: 'RO1', ...WHOLE, insuranceSelfFen: 0.5 };
    expectRefusal(await refund('O1', sums), 400, 'INVALID_REQUEST');
    expect((await query('O1')).body).toMatchObject({ status: 'none' });
  });

  it.each(['cut-after', 'timeout-after', 'garbage'] as const)(
    '%s: it happened, and the repeat says so',
    async (kind) => {
      const fees = zhangs();
      for (const [name, ask] of [
        ['uploadFees', () => upload('O1', fees)],
        ['preSettleUpload', () => price('O1', fees.payAuthNo)],
        ['revokeUpload', () => revoke('O1')],
      ] as const) {
        rig.faults.plant(`his.${name}`, { kind });
        await expect(
          kind === 'timeout-after' ? withoutWaiting(name, fees) : ask(),
        ).rejects.toThrow();
        expect((await ask()).status).toBe(200);
      }
      expect((await query('O1')).body).toMatchObject({ status: 'revoked' });
    },
  );

  /** Asks, and hangs up once the effect is on record. */
  async function withoutWaiting(name: string, fees: Fees): Promise<void> {
    const paths = {
      uploadFees: ['PUT', '', fees],
      preSettleUpload: ['POST', '/pre-settlement', { payAuthNo: fees.payAuthNo }],
      revokeUpload: ['POST', '/revocation', undefined],
    } as const;
    const [method, path, body] = paths[name as keyof typeof paths];
    const signal = AbortSignal.timeout(200);
    await rig.his(method, `/insurance/uploads/O1${path}`, body, { signal });
  }

  it.each(['cut-before', 'error'] as const)('%s: nothing happened', async (kind) => {
    rig.faults.plant('his.uploadFees', kind === 'error' ? { kind, code: 'BUSY' } : { kind });
    const fees = zhangs();
    if (kind === 'error') expectRefusal(await upload('O1', fees), 503, 'BUSY');
    else await expect(upload('O1', fees)).rejects.toThrow();
    expect((await query('O1')).body).toMatchObject({ status: 'none' });
  });

  it('answers a write only once it is durable', async () => {
    const before = rig.durableCalls();
    await priced('O1');
    await revoke('O1');
    expect(rig.durableCalls()).toBe(before + 3);
    await query('O1');
    expect(rig.durableCalls()).toBe(before + 3);
  });

  it('keeps no pay_auth_no: neither in the tables nor in what the console shows', async () => {
    const fees = await settled('O1');
    await upload('O2', { ...fees, payAuthNo: 'AUTH-guessed-by-somebody' });
    const wire = JSON.stringify(rig.wire.since());
    const shown = JSON.stringify((await rig.control('/bureau')).body);
    const state = JSON.stringify((await rig.control('/state')).body);
    for (const text of [wire, shown, state, rig.dump()]) {
      expect(text).not.toContain(fees.payAuthNo);
      expect(text).not.toContain('AUTH-guessed-by-somebody');
    }
    expect(wire).toContain('his.uploadFees');
    expect(shown).toContain('"orderNo":"O1"');
    for (const { name, idNo, idDigest } of rig.people.insured) {
      expect(wire + state).not.toMatch(new RegExp(`${name}|${idNo}|${idDigest}`));
      expect(shown).not.toMatch(new RegExp(`${idNo}|${idDigest}`));
    }
  });
});
