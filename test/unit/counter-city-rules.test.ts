/**
 * What a city says of paying by phone does not bind a counter, where insurance is settled as it always was
 * (access guide V1.4, questions at its end; one-code specification V1.0 §1.4.1). The hospital's word does.
 */
import type { HisAppointment } from '../../cloudfunctions/ports/his-visits';
import { orderedBills, readBills } from '../../cloudfunctions/usecases/ordered-bills';
import { AT_COUNTER, OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import { fen } from '../../miniprogram/shared/fen';
import { BILL, FOREVER, PATIENT, world } from '../support/doubles';
import { T0 } from '../support/orders';
import { SILENT_VISITS } from '../support/silent-visits';

const HOUR = 3_600_000;
const SHENZHEN = '440300';

const SPECIAL: HisAppointment = {
  ...{ appointmentId: 'A1', patientId: PATIENT, status: 'locked', source: 'here', billId: BILL },
  ...{ department: '肿瘤科', doctor: '王医生', doctorTitle: '主任医师', place: '3楼2诊室' },
  ...{ from: T0 + HOUR, to: T0 + 2 * HOUR, fee: fen(1200), visitType: 'special-disease' },
};

/** Why insurance cannot pay that visit in Shenzhen, in that scope. */
async function barIn(scope: typeof AT_COUNTER, change: Partial<HisAppointment> = {}) {
  const { deps } = await world();
  const [bill] = await readBills(deps, [BILL], FOREVER);
  if (bill === undefined) throw new Error('there is no bill');
  const appointment = { ...SPECIAL, ...change };
  const there = {
    ...{ ...deps, scope, hospital: { ...deps.hospital, cityId: SHENZHEN } },
    visits: {
      ...SILENT_VISITS,
      appointment: () => Promise.resolve({ ok: true as const, value: appointment }),
    },
  };
  const registration = { ...bill, kind: 'registration', appointmentId: 'A1' } as const;
  const who = { patientId: PATIENT };
  return (await orderedBills(there, who, [registration], FOREVER)).insuranceBar;
}

it('a special disease is none of insurance by phone, and is at the counter', async () => {
  expect(await barIn(OWN_INSURANCE)).toBe('insurance-visit-type');
  expect(await barIn(AT_COUNTER)).toBeUndefined();
});

it('a visit of another day likewise', async () => {
  const tomorrow = {
    from: T0 + 25 * HOUR,
    to: T0 + 26 * HOUR,
    visitType: 'general-outpatient',
  } as const;
  expect(await barIn(OWN_INSURANCE, tomorrow)).toBe('insurance-visit-not-today');
  expect(await barIn(AT_COUNTER, tomorrow)).toBeUndefined();
});

it('what the hospital says of the visit stands', async () => {
  const said = { insuranceUnavailable: 'insurance-not-covered' } as const;
  expect(await barIn(AT_COUNTER, said)).toBe('insurance-not-covered');
});
