/** A clerk at a counter of the sandbox, by the function `counter`, with the 医保码 on somebody's phone. */
import type { CounterOrderView } from '../../cloudfunctions/contract/counter-types';
import type { TestSandbox } from './sandbox';

export const CLERK = 'oAdminChen';
export const COUNTER = 'C01';

/** What the phone of `openid` shows now. */
export async function shownCode(sandbox: TestSandbox, openid: string): Promise<string> {
  const { json } = await sandbox.request(`/sandbox/api/onecode/code?openid=${openid}`);
  return (json as { code: string }).code;
}

/** Reads the code of `openid` and charges one of their bills, as insurance splits it. */
export async function charged(
  sandbox: TestSandbox,
  openid: string,
  billId: string,
): Promise<CounterOrderView> {
  const code = await shownCode(sandbox, openid);
  const { scan } = await sandbox.must(CLERK, 'counter', 'scan', { counterNo: COUNTER, code });
  const { scanId, patientId } = scan;
  const asked = {
    ...{ counterNo: COUNTER, scanId, patientId, billIds: [billId] },
    payWith: 'insurance',
  } as const;
  const { quote } = await sandbox.must(CLERK, 'counter', 'quote', asked);
  const { total, cash } = quote.split;
  const shown = { total, cash };
  return (await sandbox.must(CLERK, 'counter', 'charge', { ...asked, shown })).order;
}
