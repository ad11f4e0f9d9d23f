/**
 * Certificates between the functions and the counter service: each opens only its own side, they are kept
 * for their owner alone, issued anew before they end, and a damaged file is not silently replaced.
 */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATES_FILE, counterCertificates } from '../../sandbox/counter-service/certificates';

const DAY = 24 * 3_600_000;
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'yibao-tls-'));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

it('signs a server for 127.0.0.1 and a client, by one authority whose key is not kept', async () => {
  const dir = folder();
  const { ca, server, client } = await counterCertificates(dir);
  const authority = new X509Certificate(ca);
  const [served, asking] = [server, client].map((one) => new X509Certificate(one.certificate));
  expect(authority.ca).toBe(true);
  expect(served?.verify(authority.publicKey)).toBe(true);
  expect(asking?.verify(authority.publicKey)).toBe(true);
  expect(served?.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(served?.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(asking?.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  const kept = readFileSync(join(dir, CERTIFICATES_FILE), 'utf8');
  expect(kept.match(/BEGIN PRIVATE KEY/g)).toHaveLength(2);
});

it('keeps them readable by the owner alone, and hands out the same ones again', async () => {
  const dir = folder();
  const first = await counterCertificates(dir);
  expect(statSync(join(dir, CERTIFICATES_FILE)).mode & 0o777).toBe(0o600);
  expect(await counterCertificates(dir)).toEqual(first);
  expect((await counterCertificates(folder())).ca).not.toBe(first.ca);
});

it('issues them anew when less than a year is left, by whichever clock is ahead', async () => {
  const dir = folder();
  const now = Date.now();
  const first = await counterCertificates(dir, now, now);
  expect(await counterCertificates(dir, now + 3280 * DAY, now)).toEqual(first);
  const later = await counterCertificates(dir, now + 3290 * DAY, now);
  expect(later.client.certificate).not.toBe(first.client.certificate);
  const { validFrom, validTo } = new X509Certificate(later.server.certificate);
  expect(Date.parse(validFrom)).toBeLessThan(now);
  expect(Date.parse(validTo)).toBeGreaterThan(now + 6900 * DAY);
  expect(await counterCertificates(dir, now, now + 10 * DAY)).toEqual(later);
  const last = await counterCertificates(dir, now, now + 6700 * DAY);
  expect(last.ca).not.toBe(later.ca);
});

it('issues them anew when they do not belong together, and refuses a damaged file', async () => {
  const dir = folder();
  const first = await counterCertificates(dir);
  const other = await counterCertificates(folder());
  const file = join(dir, CERTIFICATES_FILE);
  writeFileSync(file, JSON.stringify({ ...first, client: other.client }));
  expect((await counterCertificates(dir)).ca).not.toBe(first.ca);
  writeFileSync(file, '{"ca": ""}');
  await expect(counterCertificates(dir)).rejects.toThrow();
});
