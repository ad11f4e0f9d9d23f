/**
 * The certificates with which the functions and the counter service know each other (mutual TLS): an
 * authority of the sandbox's own, the service on 127.0.0.1 and the one client that it lets in. Issued at
 * the first start, kept in the data folder readable by the owner alone, never in the tree; issued anew
 * while they still hold. The authority's key is forgotten once it has signed.
 */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { z } from 'zod';

export const CERTIFICATES_FILE = 'counter-tls.json';

const DAY_MS = 24 * 3_600_000;
/** Long, since the sandbox's clock may be moved by years while they are in use. */
const VALID_DAYS = 3650;
/** Issued anew at a start that finds less than this left. */
const RENEWED_DAYS = 365;

const pair = z.object({ key: z.string().min(1), certificate: z.string().min(1) });
const schema = z.object({ ca: z.string().min(1), server: pair, client: pair });

/** All PEM; keys are PKCS#8. */
export type CounterCertificates = z.infer<typeof schema>;

type Usage = { readonly serverAuth: true } | { readonly clientAuth: true };

const names = (commonName: string) => [
  { name: 'commonName', value: commonName },
  { name: 'organizationName', value: 'yibao sandbox' },
];

/** TLS goes by real time, the service's own check by the sandbox's. */
export interface Moments {
  readonly real: number;
  readonly sandbox: number;
}

function validity({ real, sandbox }: Moments) {
  // a clock that is a little slow must not find them in the future
  const notBeforeDate = new Date(Math.min(real, sandbox) - DAY_MS);
  return { notBeforeDate, notAfterDate: new Date(Math.max(real, sandbox) + VALID_DAYS * DAY_MS) };
}

const EC = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

async function issue(now: Moments): Promise<CounterCertificates> {
  const authority = await generate(names('yibao sandbox counter authority'), {
    ...EC,
    ...validity(now),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const signed = async (name: string, usage: Usage) => {
    const made = await generate(names(name), {
      ...{ ...EC, ...validity(now), ca },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', ...usage },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    return { key: made.private, certificate: made.cert };
  };
  return {
    ca: authority.cert,
    server: await signed('yibao sandbox counter service', { serverAuth: true }),
    client: await signed('yibao sandbox cloud functions', { clientAuth: true }),
  };
}

/** Whether each of them belongs to its key and the authority, and holds long enough. */
function usable({ ca, server, client }: CounterCertificates, { real, sandbox }: Moments): boolean {
  const authority = new X509Certificate(ca);
  const needed = Math.max(real, sandbox) + RENEWED_DAYS * DAY_MS;
  const holds = (one: X509Certificate): boolean =>
    Date.parse(one.validTo) > needed && Date.parse(one.validFrom) <= real;
  return (
    holds(authority) &&
    [server, client].every(({ key, certificate }) => {
      const one = new X509Certificate(certificate);
      return (
        holds(one) && one.verify(authority.publicKey) && one.checkPrivateKey(createPrivateKey(key))
      );
    })
  );
}

function kept(file: string, now: Moments): CounterCertificates | undefined {
  if (!existsSync(file)) return undefined;
  const found = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return usable(found, now) ? found : undefined;
}

/**
 * The certificates in `dataDir`, issued there when there are none or when they end soon. Throws `ZodError` when the file was damaged.
 */
export async function counterCertificates(
  dataDir: string,
  sandboxNow: number = Date.now(),
  real: number = Date.now(),
): Promise<CounterCertificates> {
  const file = join(dataDir, CERTIFICATES_FILE);
  const now = { real, sandbox: sandboxNow };
  const found = kept(file, now);
  if (found !== undefined) return found;
  const issued = await issue(now);
  mkdirSync(dataDir, { recursive: true });
  const half = `${file}.new`;
  writeFileSync(half, JSON.stringify(issued, null, 2), { mode: 0o600 });
  renameSync(half, file);
  return issued;
}
