/** Cloud function `staff`: clinic staff. Settings are checked when it is loaded. */
import { openStaff } from '../../wiring/staff';

const door = openStaff();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
