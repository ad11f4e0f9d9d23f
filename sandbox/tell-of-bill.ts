/**
 * The hospital tells the functions of a new bill, as docs/his-contract says ("Telling of a bill"). Told
 * when somebody pulls the lever: issuing a bill alone tells nobody, so that a test decides.
 */

import { z } from 'zod';
import type { ControlSection } from './control/section';

export interface Telling {
  /** http://127.0.0.1:PORT */
  readonly origin: () => string;
  /** The token of the HIS contract. */
  readonly token: string;
}

const bill = z.strictObject({
  patientId: z.string().min(1).max(64),
  billId: z.string().min(1).max(64),
});

/** HTTP status of the functions' answer; 0 when there was none. */
export async function tellOfBill(
  { origin, token }: Telling,
  told: z.infer<typeof bill>,
): Promise<number> {
  const response = await fetch(`${origin()}/notify/his-bill`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(told),
  }).catch(() => undefined);
  return response?.status ?? 0;
}

/** `POST /sandbox/api/tell-of-bill {"patientId": "…", "billId": "…"}` answers `{"status": 204}`. */
export function tellingSection(telling: Telling): ControlSection {
  return {
    name: 'telling',
    routes: (app) => {
      app.post('/tell-of-bill', async (request) => ({
        status: await tellOfBill(telling, bill.parse(request.body)),
      }));
    },
  };
}
