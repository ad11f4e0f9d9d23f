/** Codes of prescriptions cannot be guessed at, whichever action takes them (money rule 15). */
import { placeForOther } from '../../cloudfunctions/usecases/place-for-other';
import { readPrescription } from '../../cloudfunctions/usecases/visits/prescription';
import { FOREVER, MINUTE, OTHER, OWNER, visitWorld } from '../support/visit-doubles';
import type { OpenId } from '../../cloudfunctions/domain/ids';

async function guesser() {
  const here = await visitWorld();
  const place = (owner: OpenId = OWNER) =>
    placeForOther(
      here.deps,
      { owner, code: 'RX-2', entry: 'prescription-code', clientIp: '1.1.1.1' },
      FOREVER,
    );
  return { ...here, place };
}

it('paying is no way round the limit on reading, and no harm to others', async () => {
  const here = await guesser();
  for (let turn = 0; turn < 60; turn += 1) {
    await expect(here.place()).rejects.toMatchObject({ reason: 'code-unknown' });
  }
  const heard = here.heard.length;
  await expect(here.place()).rejects.toMatchObject({ reason: 'too-many-attempts', retry: true });
  const reading = readPrescription(here.deps, OWNER, { code: 'RX-2' }, FOREVER);
  await expect(reading).rejects.toMatchObject({ reason: 'too-many-attempts' });
  expect(here.heard).toHaveLength(heard);
  await expect(here.place(OTHER)).rejects.toMatchObject({ reason: 'code-unknown' });
  here.clock.advance(60 * MINUTE);
  await expect(here.place()).rejects.toMatchObject({ reason: 'code-unknown' });
});
