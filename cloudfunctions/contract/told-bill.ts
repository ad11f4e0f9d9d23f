/** What the hospital says when it tells of a bill (docs/his-contract, "Telling of a bill"). */
import * as z from 'zod';

const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
const toldBill = z.object({ patientId: id, billId: id });

export type ToldBill = z.output<typeof toldBill>;

/** Undefined for what is not such a message. */
export function readToldBill(body: string): ToldBill | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // what JSON.parse would say repeats the text
    return undefined;
  }
  return toldBill.safeParse(value).data;
}
