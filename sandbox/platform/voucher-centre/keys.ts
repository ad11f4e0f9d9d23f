/**
 * What the regional 电子凭证中心 hands out to the hospital: its system's number and the SM4 key (one-code
 * specification V1.0 §1.3). Drawn at the first start and kept in the data folder, readable by its owner
 * alone, never in the tree.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const VOUCHER_KEYS_FILE = 'voucher-centre-keys.json';

const schema = z.strictObject({
  /** 业务系统编码. */
  orgId: z.string().regex(/^[0-9A-F]{16}$/),
  /** 32 hex digits. Secret. */
  sm4Key: z.string().regex(/^[0-9a-f]{32}$/),
});

export type VoucherCentreKeys = Readonly<z.infer<typeof schema>>;

/** The keys in `dataDir`, drawn and written there the first time. Throws `ZodError` when damaged. */
export function voucherCentreKeys(dataDir: string): VoucherCentreKeys {
  const file = join(dataDir, VOUCHER_KEYS_FILE);
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const drawn: VoucherCentreKeys = {
    orgId: randomBytes(8).toString('hex').toUpperCase(),
    sm4Key: randomBytes(16).toString('hex'),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(drawn, null, 2), { mode: 0o600 });
  return drawn;
}
