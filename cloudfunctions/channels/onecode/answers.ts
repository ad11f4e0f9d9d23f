/**
 * What the two calls answer once it is decrypted (one-code specification V1.0 §1.5.1, §1.5.2). The cipher
 * keeps nobody from exchanging blocks or whole answers (trap 25), so that nothing but exactly these fields
 * within their lengths is taken. What the document does not call always there may be missing, null or ''.
 */
import * as z from 'zod';
import type { CertificateOutcome, OneCodeStatus, PayAccount } from '../../ports/one-code';

const shown = (most: number) =>
  z
    .string()
    .refine((text) => Array.from(text).length <= most && !/\p{C}/u.test(text))
    .nullish()
    .transform((text) => (text === null || text?.trim() === '' ? undefined : text));

const account = { payChnlUserName: shown(40), payChnlName: shown(40) };

export const statusAnswer = z.strictObject({
  stasFlag: z.enum(['0', '1', '2']),
  abnRea: shown(200),
  ...account,
});

export const certificateAnswer = z.strictObject({
  payCert: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  ...account,
});

type Account = Readonly<Record<keyof typeof account, string | undefined>>;

function accountOf({ payChnlName, payChnlUserName }: Account): PayAccount {
  return {
    ...(payChnlName === undefined ? {} : { channelName: payChnlName }),
    ...(payChnlUserName === undefined ? {} : { userName: payChnlUserName }),
  };
}

const KINDS = { '0': 'not-signed', '2': 'suspended' } as const;

export function statusOf(answer: z.output<typeof statusAnswer>): OneCodeStatus {
  const { stasFlag, abnRea } = answer;
  if (stasFlag === '1') return { kind: 'usable', ...accountOf(answer) };
  const why = abnRea === undefined ? {} : { why: abnRea };
  return { kind: KINDS[stasFlag], ...why, ...accountOf(answer) };
}

export function issuedOf(answer: z.output<typeof certificateAnswer>): CertificateOutcome {
  return { kind: 'issued', payCert: answer.payCert, ...accountOf(answer) };
}
