/**
 * Rules for the addresses in the settings (interface document v2.4 §3.1 and §3.3: notify_url up to 256
 * characters, return_url up to 128; access guide V1.4: reachable from outside over HTTPS).
 */
import * as z from 'zod';

export type EnvironmentName = 'sandbox' | 'production';

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // What URL would say repeats the address, which may hold a secret.
    return undefined;
  }
}

function isHere(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^(127|0)\./.test(hostname);
}

/** What is wrong with the address, if anything. */
function faultOf(text: string, environment: EnvironmentName): string | undefined {
  const url = parsed(text);
  if (url === undefined) return 'is not an address';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (url.hash !== '') return 'must not have a #fragment';
  if (isHere(url.hostname)) {
    if (environment === 'production') return 'must not be this machine in production';
    if (url.protocol === 'http:' || url.protocol === 'https:') return undefined;
  }
  return url.protocol === 'https:' ? undefined : 'must begin with https://';
}

/** An address of at most `most` characters, without a query unless `query` says so. */
export function address(
  environment: EnvironmentName,
  most: number,
  allow: { readonly query?: true; readonly slashAtEnd?: true } = {},
) {
  return z.string().superRefine((text, context) => {
    const fault =
      (text.length > most ? `must not be longer than ${most} characters` : undefined) ??
      faultOf(text, environment) ??
      (allow.query !== true && text.includes('?') ? 'must not have a query' : undefined) ??
      (allow.slashAtEnd !== true && text.endsWith('/') ? 'must not end with a slash' : undefined);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
}
