/**
 * Whether a key, its certificate and a CA can be used together, found out before the first connection: what
 * Node says of bad ones comes late and may repeat parts of them.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { SettingsError } from '../settings/settings-error';

export interface TlsPapers {
  readonly key: string;
  readonly certificate: string;
  readonly ca: string;
}

/** What each of them is called in the settings. */
export type PaperNames = Readonly<Record<keyof TlsPapers, string>>;

/** Throws SettingsError under the name of what is wrong. The certificate is good until `until`, ms. */
export function checkPapers(papers: TlsPapers, names: PaperNames): { readonly until: number } {
  const key = readable(names.key, () => createPrivateKey(papers.key));
  const certificate = readable(names.certificate, () => new X509Certificate(papers.certificate));
  readable(names.ca, () => new X509Certificate(papers.ca));
  if (!certificate.checkPrivateKey(key)) {
    throw new SettingsError(names.certificate, `does not belong to ${names.key}`);
  }
  return { until: Date.parse(certificate.validTo) };
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new SettingsError(name, 'cannot be read as PEM');
  }
}
