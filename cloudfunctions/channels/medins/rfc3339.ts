/** Times as 2.0 wants them: RFC 3339 with the offset +08:00, never Z (移动医保支付 2.0, field table). */

const OFFSET_MS = 8 * 60 * 60 * 1000;

/** `at`: ms since the epoch; whole seconds. */
export function shanghaiTime(at: number): string {
  return `${new Date(at + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}
