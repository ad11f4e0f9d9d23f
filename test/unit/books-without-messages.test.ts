/** Messages and sweeping are the least of what a minute does: their trouble stops neither orders nor books. */
import { DEFAULT_RETENTION } from '../../cloudfunctions/domain/retention';
import type { Base } from '../../cloudfunctions/usecases/deps';
import { minuteTick } from '../../cloudfunctions/usecases/minute-tick';
import { FOREVER, world } from '../support/doubles';
import { orderIn } from '../support/orders';
import { reconRig } from '../support/recon-rig';
import { remindingWorld } from '../support/reminding';

const sweeperOf = (deps: Base, act = () => Promise.resolve(0)) => ({
  ...deps,
  retention: { sweep: act },
  retentionRules: DEFAULT_RETENTION,
});

it('what cannot be swept stops nothing, and is told', async () => {
  const here = await world();
  await here.orders.insert(orderIn('payable', { dueAt: here.clock.now() }));
  const books = reconRig();
  const { deps } = remindingWorld();
  const sweeper = sweeperOf(here.deps, () => Promise.reject(new Error('no such index')));
  const tick = minuteTick(here.deps, books.deps, deps, sweeper, FOREVER);
  await expect(tick).rejects.toThrow('no such index');
  expect(here.platform.calls).toContain('query');
  expect(books.asked).not.toEqual([]);
});

it.each([0, 1])('a store without messages, in minute %d of five', async (minute) => {
  const here = await world();
  here.clock.advance(5 * 60_000 - (here.clock.now() % (5 * 60_000)) + minute * 60_000);
  const books = reconRig();
  const { deps } = remindingWorld();
  const due = () => Promise.reject(new Error('no such collection'));
  const reminding = { ...deps, reminders: { ...deps.reminders, due } };
  const tick = minuteTick(here.deps, books.deps, reminding, sweeperOf(here.deps), FOREVER);
  await expect(tick).rejects.toThrow('no such collection');
  expect(books.asked).not.toEqual([]);
});

it.each([0, 1])(
  'a store without books, in minute %d of five: orders move all the same',
  async (minute) => {
    const here = await world();
    here.clock.advance(5 * 60_000 - (here.clock.now() % (5 * 60_000)) + minute * 60_000);
    await here.orders.insert(orderIn('payable', { dueAt: here.clock.now() }));
    const books = reconRig();
    const { deps } = remindingWorld();
    const broken = {
      ...books.deps,
      recon: { ...books.deps.recon, firstDay: () => Promise.reject(new Error('no such book')) },
    };
    const tick = minuteTick(here.deps, broken, deps, sweeperOf(here.deps), FOREVER);
    await expect(tick).rejects.toThrow('no such book');
    expect(here.platform.calls).toContain('query');
  },
);
