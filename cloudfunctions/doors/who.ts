/**
 * Who calls: only the platform's own context says so, never the event (money rule 13). Reading the
 * context is handed in, so that the doors know nothing of the SDK.
 */

/** What the platform knows of the caller; all of it absent on timers and HTTP triggers. */
export interface PlatformContext {
  readonly openId?: string;
  readonly clientIp?: string;
}

export type ReadContext = () => PlatformContext;

export interface Caller {
  readonly openId: string;
  /** Dotted IPv4; 127.0.0.1 when the platform tells none. */
  readonly clientIp: string;
}

const OPEN_ID = /^[A-Za-z0-9_-]{6,64}$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;

const MAPPED = /^::ffff:/i;
const UNKNOWN_IP = '127.0.0.1';

function ipv4(address: string): string {
  const text = address.trim().replace(MAPPED, '');
  return IPV4.test(text) ? text : UNKNOWN_IP;
}

/** The caller, or undefined when nobody is signed in. */
export function whoCalls(read: ReadContext): Caller | undefined {
  const { openId, clientIp } = read();
  if (openId === undefined || !OPEN_ID.test(openId)) return undefined;
  return { openId, clientIp: ipv4(clientIp ?? '') };
}
