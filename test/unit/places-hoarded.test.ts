/** One phone cannot lock a hospital's places, or open bills there, without end (money rule 7). */
import { lockSlot } from '../../cloudfunctions/usecases/visits/lock-slot';
import { topUp } from '../../cloudfunctions/usecases/visits/top-up';
import { fen } from '../../miniprogram/shared/fen';
import type { OpenId } from '../../cloudfunctions/domain/ids';
import { T0 } from '../support/orders';
import {
  ADMISSION,
  admissionOf,
  DAY,
  FOREVER,
  MINUTE,
  OTHER,
  OWNER,
  PATIENT,
  visitWorld,
} from '../support/visit-doubles';

const MOST = 60;
const TOO_MANY = { reason: 'too-many-attempts', retry: true };

it('of places so many a day, and the others find theirs', async () => {
  const here = await visitWorld();
  const span = { from: T0 + 60 * MINUTE, to: T0 + 90 * MINUTE };
  for (let index = 0; index <= MOST; index += 1) {
    here.slots.push({
      ...{ slotId: `S${String(index)}`, ...span, free: 1, fee: fen(2500) },
      visitType: 'general-outpatient',
    });
  }
  const lock = (index: number, owner: OpenId = OWNER) => {
    const ask = { requestId: `request-${String(index)}`, slotId: `S${String(index)}` };
    return lockSlot(here.deps, owner, { ...ask, patientId: PATIENT }, FOREVER);
  };
  for (let index = 0; index < MOST; index += 1) await lock(index);
  const heard = here.heard.length;
  await expect(lock(MOST)).rejects.toMatchObject(TOO_MANY);
  expect(here.heard).toHaveLength(heard);
  expect((await lock(MOST, OTHER)).appointment.state).toBe('locked');
  here.clock.advance(DAY);
  expect((await lock(MOST)).appointment.appointmentId).toBe(`A-S${String(MOST)}`);
});

it('of top-ups so many a day', async () => {
  const here = await visitWorld();
  const { dischargedAt: _stays, ...admission } = admissionOf();
  here.script.admission = { admission };
  const open = (index: number, owner: OpenId = OWNER) => {
    const ask = { patientId: PATIENT, admissionId: ADMISSION, amount: fen(50_000) };
    const requestId = `request-${String(index)}`;
    return topUp(here.deps, owner, { ...ask, requestId }, FOREVER);
  };
  for (let index = 0; index < MOST; index += 1) await open(index);
  await expect(open(MOST)).rejects.toMatchObject(TOO_MANY);
  expect((await open(MOST, OTHER)).bill.total).toBe(50_000);
});
