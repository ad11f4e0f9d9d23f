/** Messages are the least of what a minute does: their trouble stops neither orders nor books. */
import { minuteTick } from '../../cloudfunctions/usecases/minute-tick';
import { FOREVER, world } from '../support/doubles';
import { reconRig } from '../support/recon-rig';
import { remindingWorld } from '../support/reminding';

it.each([0, 1])('a store without messages, in minute %d of five', async (minute) => {
  const here = await world();
  here.clock.advance(5 * 60_000 - (here.clock.now() % (5 * 60_000)) + minute * 60_000);
  const books = reconRig();
  const { deps } = remindingWorld();
  const due = () => Promise.reject(new Error('no such collection'));
  const reminding = { ...deps, reminders: { ...deps.reminders, due } };
  const tick = minuteTick(here.deps, books.deps, reminding, FOREVER);
  await expect(tick).rejects.toThrow('no such collection');
  expect(books.asked).not.toEqual([]);
});
