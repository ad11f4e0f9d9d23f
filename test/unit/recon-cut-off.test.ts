/** What only the next day's books decide (money rule 11): the edge of midnight, refunds on their way. */
import type { Order } from '../../cloudfunctions/domain/order';
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
  type Books,
} from '../support/recon-rig';

interface Case extends Partial<Books> {
  readonly ours?: readonly Order[];
}

async function compared(books: Case) {
  const rig = reconRig();
  await rig.plant(books);
  await rig.tick();
  return rig;
}

describe('cut-off: what the next day decides', () => {
  const late = on('23:59:58');
  const early = on('00:00:01', '03');
  async function twoDays(first: Case, second: Case) {
    const rig = reconRig();
    await rig.plant(first);
    await rig.plant({ ...second, day: '20260303' });
    await rig.tick();
    const waiting = rig.found();
    expect((await rig.day())?.outcome).toBe(waiting.length > 0 ? 'balanced' : undefined);
    rig.clock.at = on('10:30:00', '04');
    await rig.tick();
    return { rig, waiting };
  }

  test('a payment that the hospital puts on the next day is found there', async () => {
    const { rig, waiting } = await twoDays(
      { bill: [payRow(1, { at: late })], ours: [paid(1, {}, late)] },
      { his: [hisRow(1, { at: early })] },
    );
    expect(waiting).toEqual(['cut-off row 1']);
    expect(rig.found()).toEqual(['cut-off row 1 resolved']);
    expect(rig.found('20260303')).toEqual([]);
    expect((await rig.day())?.types).toEqual({ 'cut-off': { open: 0, resolved: 1 } });
  });

  test('what the platform puts on the next day is found there', async () => {
    const { rig, waiting } = await twoDays(
      { ours: [paid(1, {}, late)], his: [hisRow(1, { at: late })] },
      { bill: [payRow(1, { at: early })] },
    );
    expect(waiting).toEqual(['cut-off row 1']);
    expect(rig.found()).toEqual(['cut-off row 1 resolved']);
    expect(rig.found('20260303')).toEqual([]);
  });

  test('what is not found becomes a difference of the next day', async () => {
    const { rig } = await twoDays(
      { bill: [payRow(1, { at: late })], ours: [paid(1, {}, late)] },
      {},
    );
    expect(rig.found()).toEqual(['cut-off row 1 moved']);
    expect(rig.found('20260303')).toEqual(['his-missing his-payment 1']);
  });

  test.each([
    ['00:00:00', 'cut-off row 1'],
    ['00:04:59', 'cut-off row 1'],
    ['00:05:00', 'his-missing his-payment 1'],
    ['12:00:00', 'his-missing his-payment 1'],
    ['23:54:59', 'his-missing his-payment 1'],
    ['23:55:00', 'cut-off row 1'],
    ['23:59:59', 'cut-off row 1'],
  ])('only five minutes beside midnight wait: %s', async (time, found) => {
    const rig = await compared({ bill: [payRow(1)], ours: [paid(1, {}, on(time))] });
    expect(rig.found()).toEqual([found]);
  });

  test('a refund on its way waits, and is found when it is back', async () => {
    const { returnedAt: _returnedAt, ...open } = refundOf(1, { state: 'refunding', hold: 'held' });
    const rig = reconRig();
    await rig.plant({
      bill: [payRow(1), refundRow(1, { state: 'refunding' })],
      ours: [paid(1, { refund: open })],
      his: [hisRow(1)],
    });
    await rig.tick();
    expect(rig.found()).toEqual(['cut-off row 1']);
    const back = on('09:00:00', '03');
    await rig.orders.save({ ...paid(1, { refund: refundOf(1, {}, back) }), version: 2 });
    await rig.plant({
      bill: [refundRow(1, { at: back })],
      his: [hisRefund(1, { at: back })],
      day: '20260303',
    });
    rig.clock.at = on('10:30:00', '04');
    await rig.tick();
    expect(rig.found()).toEqual(['cut-off row 1 resolved']);
    expect(rig.found('20260303')).toEqual([]);
  });

  test('a refund that is still on its way a day later is unfinished', async () => {
    const { returnedAt: _returnedAt, ...open } = refundOf(1, { state: 'refunding', hold: 'held' });
    const { rig } = await twoDays(
      {
        bill: [payRow(1), refundRow(1, { state: 'refunding' })],
        ours: [paid(1, { refund: open })],
        his: [hisRow(1)],
      },
      {},
    );
    expect(rig.found()).toEqual(['cut-off row 1 moved']);
    expect(rig.found('20260303')).toEqual(['refund-unfinished refund 1']);
    expect(rig.asked).toContain(`repair ${numberOf(1)}`);
  });

  test('when the next day was compared first, nothing waits for it', async () => {
    const rig = reconRig();
    rig.script.opening = () => ({ kind: 'not-yet' });
    await rig.plant({ bill: [payRow(1, { at: late })], ours: [paid(1, {}, late)] });
    await rig.tick();
    rig.clock.at = on('10:30:00', '04');
    const next = await rig.day('20260303');
    const first = await rig.day();
    if (next === undefined || first === undefined) throw new Error('no days');
    await rig.recon.saveDay({ ...first, version: first.version + 1, dueAt: on('12:00:00', '04') });
    rig.script.opening = undefined;
    await rig.tick();
    expect((await rig.day('20260303'))?.stage).toBe('done');
    rig.clock.at = on('12:00:00', '04');
    await rig.tick();
    expect(rig.found()).toEqual(['his-missing his-payment 1']);
  });
});
