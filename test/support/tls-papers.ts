/** Keys and certificates made for one test run: a CA, and what it signs for both ends. Nobody trusts it. */
import { generate } from 'selfsigned';

export interface Papers {
  readonly key: string;
  readonly certificate: string;
}

export type Purpose = 'serverAuth' | 'clientAuth';

const DAY_MS = 86_400_000;

const EC = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
const named = (value: string) => [{ name: 'commonName', value }];

export async function makeCa(name: string): Promise<Papers> {
  const made = await generate(named(name), {
    ...EC,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: made.private, certificate: made.cert };
}

/** Good for 127.0.0.1 and localhost; `days` from now, below 0 for one that has run out. */
export async function signedBy(
  ca: Papers,
  name: string,
  purpose: Purpose,
  days = 2,
): Promise<Papers> {
  const end = Date.now() + days * DAY_MS;
  const made = await generate(named(name), {
    ...EC,
    ca: { key: ca.key, cert: ca.certificate },
    notBeforeDate: new Date(Math.min(Date.now(), end) - DAY_MS),
    notAfterDate: new Date(end),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', [purpose]: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, certificate: made.cert };
}
