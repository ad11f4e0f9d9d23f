/** Differences that asking ends, with proof only (money rules 2 and 11). */
import { fen } from '../../miniprogram/shared/fen';
import {
  hisRefund,
  hisRow,
  numberOf,
  on,
  paid,
  payRow,
  reconRig,
  refundOf,
  refundRow,
} from '../support/recon-rig';

const unbooked = { settlement: { state: 'due', since: on('12:00:00'), attempts: 3 } } as const;

describe('healing, with proof only', () => {
  test('paid-not-known: the platform is asked, and the order is judged as it stands then', async () => {
    const rig = reconRig();
    await rig.plant({ bill: [payRow(1)], his: [] });
    const before = {
      ...paid(1),
      payment: 'closed' as const,
      settlement: { state: 'none', attempts: 0 } as const,
    };
    const { proof: _proof, ...closed } = before;
    await rig.orders.insert(closed);
    rig.script.repair = async () => {
      await rig.orders.save({ ...paid(1), version: 2 });
      return 'asked';
    };
    await rig.tick();
    expect(rig.asked).toContain(`repair ${numberOf(1)}`);
    expect(rig.found()).toEqual(['paid-not-known payment 1 resolved']);
    expect(await rig.day()).toMatchObject({
      outcome: 'balanced',
      types: { 'paid-not-known': { open: 0, resolved: 1 } },
    });
  });

  test('a bill alone repairs nothing: asked, and still not paid', async () => {
    const rig = reconRig();
    await rig.plant({ bill: [payRow(1)] });
    const { proof: _proof, ...closed } = { ...paid(1), payment: 'closed' as const };
    await rig.orders.insert(closed);
    await rig.tick();
    expect(rig.found()).toEqual(['paid-not-known payment 1']);
    expect((await rig.orders.load(closed.hospital, numberOf(1)))?.payment).toBe('closed');
    expect(rig.recon.all()[0]).toMatchObject({ healing: 'unchanged', tries: 1 });
  });

  test('what healing brings to light is kept, too', async () => {
    const rig = reconRig();
    await rig.plant({ bill: [payRow(1)] });
    const { proof: _proof, ...closed } = { ...paid(1), payment: 'closed' as const };
    await rig.orders.insert(closed);
    rig.script.repair = async () => {
      const proof = {
        total: fen(12000),
        cash: fen(3000),
        insurance: fen(9000),
        paidAt: on('12:00:00'),
      };
      await rig.orders.save({ ...paid(1), proof, version: 2 });
      return 'asked';
    };
    await rig.tick();
    expect(rig.found()).toEqual([
      'amount-differs cash 1',
      'amount-differs insurance 1',
      'paid-not-known payment 1 resolved',
    ]);
  });

  test('his-missing: booked since, by its own answer', async () => {
    const rig = reconRig();
    await rig.plant({ bill: [payRow(1)], ours: [paid(1, unbooked)] });
    rig.script.repair = async () => {
      await rig.orders.save({ ...paid(1), version: 2 });
      return 'asked';
    };
    await rig.tick();
    expect(rig.found()).toEqual(['his-missing his-payment 1 resolved']);
  });

  test('refunds: known since, and booked since', async () => {
    const rig = reconRig();
    const sent = refundOf(1, { state: 'sending', hold: 'held' });
    const { returnedAt: _returnedAt, ...open } = sent;
    await rig.plant({
      bill: [payRow(1), refundRow(1), payRow(2), refundRow(2)],
      ours: [
        paid(1, { refund: open }),
        paid(2, { refund: refundOf(2, { state: 'returned', hold: 'held' }) }),
      ],
      his: [hisRow(1), hisRow(2), hisRefund(1)],
    });
    rig.script.repair = async (number) => {
      const n = number === numberOf(1) ? 1 : 2;
      await rig.orders.save({ ...paid(n, { refund: refundOf(n) }), version: 2 });
      return 'asked';
    };
    await rig.tick();
    expect(rig.found()).toEqual([
      'refund-his-missing his-refund 2 resolved',
      'refund-platform-only refund 1 resolved',
    ]);
  });

  test('who could not be asked is asked again later, a bounded number of times', async () => {
    const rig = reconRig();
    await rig.plant({ bill: [payRow(1)], ours: [paid(1, unbooked)] });
    rig.script.repair = () => Promise.resolve('failed');
    for (let round = 1; round <= 5; round += 1) {
      expect((await rig.day())?.outcome).toBeUndefined();
      await rig.tick();
      const due = (await rig.day())?.dueAt;
      if (round < 5) expect(due).toBeGreaterThan(rig.clock.at);
      rig.clock.at = due ?? rig.clock.at;
    }
    expect(rig.asked.filter((one) => one.startsWith('repair'))).toHaveLength(5);
    expect(await rig.day()).toMatchObject({ stage: 'done', outcome: 'differences' });
    expect(rig.recon.all()[0]).toMatchObject({ state: 'open', healing: 'failed', tries: 5 });
  });
});
