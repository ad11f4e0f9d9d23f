/**
 * What the cloud may ask of the counter service. Only what could never be sent on is refused here: what the
 * centre would not take is refused by name by whoever knows its tables (one-code specification V1.0 §1.5).
 */
import * as z from 'zod';

const word = z.string().max(256);

const terminal = z.strictObject({
  counterNo: word,
  name: word,
  devId: word,
  devIp: word,
  operatorNo: word,
  operatorName: word,
});

export const askedStatus = z.strictObject({ token: word, terminal });
export type AskedStatus = z.output<typeof askedStatus>;

export const askedCertificate = z.strictObject({
  token: word,
  terminal,
  /** Fen. */
  cash: z.int(),
  orderNo: word,
});
export type AskedCertificate = z.output<typeof askedCertificate>;
