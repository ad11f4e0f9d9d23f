/**
 * The simulated 地方电子凭证中心 from one set of options: engine, the fastify plugin at /cfc/api/*, its part
 * of the control API, the scanner's port and the keys it has handed out (one-code specification V1.0).
 */

import type { FastifyPluginAsync } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { FaultBook } from '../../control/faults';
import type { ControlSection } from '../../control/section';
import type { WireLog } from '../../control/wire-log';
import { voucherCentreEngine, type EngineOptions, type VoucherCentreEngine } from './engine';
import { voucherCentreKeys, type VoucherCentreKeys } from './keys';
import { voucherCentrePlugin } from './plugin';
import type { CodeReader } from './port';
import { voucherCentreSection, type Phones } from './section';

export interface VoucherCentreOptions extends Omit<EngineOptions, 'clock' | 'keys'> {
  /** Where the keys are kept. */
  readonly dataDir: string;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  /** Resolves when everything put into the tables so far is on disk. */
  readonly durable: () => Promise<void>;
  /** How people's phones pay: `phones` of WeChat Pay's engine. */
  readonly phones: Phones;
}

export interface VoucherCentre {
  readonly engine: VoucherCentreEngine;
  /** `POST /cfc/api/signedQuery`, `POST /cfc/api/genPayCert`. */
  readonly plugin: FastifyPluginAsync;
  /** `/sandbox/api/onecode/*`. */
  readonly section: ControlSection;
  readonly reader: CodeReader;
  readonly keys: VoucherCentreKeys;
}

export function voucherCentre(options: VoucherCentreOptions): VoucherCentre {
  const { clock, faults, wire, durable, phones } = options;
  const keys = voucherCentreKeys(options.dataDir);
  const engine = voucherCentreEngine({ ...options, keys });
  return {
    ...{ engine, keys },
    reader: engine.reader,
    plugin: voucherCentrePlugin({ engine, clock, faults, wire, durable }),
    section: voucherCentreSection({ engine, phones, durable }),
  };
}
