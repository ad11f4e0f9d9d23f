/**
 * Keys and numbers of the simulated accounts: drawn at first start, kept in the data folder, never in
 * the tree. Shaped as WeChat shapes them, so that the strict platform takes them.
 */

import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const APPID = z.string().regex(/^wx[0-9a-f]{16}$/);
const MERCHANT = z.string().regex(/^\d{10}$/);
const SECRET = z.string().regex(/^[0-9a-f]{32}$/);

const schema = z.object({
  provider: z.object({ appid: APPID, mchId: MERCHANT, secret: SECRET, key: SECRET }),
  hospital: z.object({ appid: APPID, mchId: MERCHANT }),
  independent: z.object({ appid: APPID, mchId: MERCHANT, secret: SECRET, key: SECRET }),
  payAppid: APPID,
  hisToken: SECRET,
});

export type Secrets = z.infer<typeof schema>;

const appid = (): string => `wx${randomBytes(8).toString('hex')}`;
const merchant = (): string => `1${String(randomInt(1_000_000_000)).padStart(9, '0')}`;
const secret = (): string => randomBytes(16).toString('hex');

function draw(): Secrets {
  return {
    provider: { appid: appid(), mchId: merchant(), secret: secret(), key: secret() },
    hospital: { appid: appid(), mchId: merchant() },
    independent: { appid: appid(), mchId: merchant(), secret: secret(), key: secret() },
    payAppid: appid(),
    hisToken: secret(),
  };
}

/** The sandbox's keys from `dataDir`, drawn and written there the first time (readable by its owner). */
export function sandboxSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const drawn = draw();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(drawn, null, 2), { mode: 0o600 });
  return drawn;
}
