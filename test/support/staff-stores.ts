/** Staff in memory, and what every staff store must do: run against memory and against the cloud. */
import { hospitalId, openId } from '../../cloudfunctions/domain/ids';
import type { StaffMember, StaffRoll, StaffStore } from '../../cloudfunctions/ports/staff-store';
import { T0 } from './orders';

export function memoryStaff(): StaffStore & StaffRoll {
  const members = new Map<string, StaffMember>();
  const key = (hospital: string, who: string): string => `${hospital}:${who}`;
  return {
    find: (hospital, who) => Promise.resolve(structuredClone(members.get(key(hospital, who)))),
    put: (hospital, member) => {
      members.set(key(hospital, member.openId), structuredClone(member));
      return Promise.resolve();
    },
    remove: (hospital, who) => {
      members.delete(key(hospital, who));
      return Promise.resolve();
    },
    members: (hospital) =>
      Promise.resolve(
        [...members.entries()]
          .filter(([id]) => id.startsWith(`${hospital}:`))
          .map(([, member]) => structuredClone(member))
          .sort((left, right) => left.addedAt - right.addedAt),
      ),
    // as opaque as a test needs it
    memberId: (hospital, who) => Buffer.from(`${hospital}${who}`).toString('hex').padEnd(24, '0'),
  };
}

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const LIU = openId('oClerkLiu');

export function staffStoreContract(open: () => Promise<StaffStore>): void {
  const liu: StaffMember = {
    ...{ openId: LIU, name: '刘收费', role: 'clerk' },
    ...{ addedBy: openId('oAdmin1'), addedAt: T0 },
  };

  test('somebody works where they were let in, and nowhere else', async () => {
    const staff = await open();
    expect(await staff.find(HERE, LIU)).toBeUndefined();
    await staff.put(HERE, liu);
    expect(await staff.find(HERE, LIU)).toEqual(liu);
    expect(await staff.find(ELSEWHERE, LIU)).toBeUndefined();
  });

  test('a role is replaced, and taken away at once', async () => {
    const staff = await open();
    await staff.put(HERE, liu);
    await staff.put(HERE, { ...liu, role: 'administrator' });
    expect((await staff.find(HERE, LIU))?.role).toBe('administrator');
    await staff.remove(ELSEWHERE, LIU);
    expect(await staff.find(HERE, LIU)).toBeDefined();
    await staff.remove(HERE, LIU);
    expect(await staff.find(HERE, LIU)).toBeUndefined();
  });
}
