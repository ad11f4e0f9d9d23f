/** What the channel is given; nothing here is reached by import. */
import type { Rules } from '../../domain/rules';
import type { Clock } from '../../ports/clock';
import type { Http } from '../../ports/http';
import type { Ids } from '../../ports/ids';
import type { Lease } from '../../ports/lease';
import type { Log } from '../../ports/log';
import type { Pause } from '../../ports/pause';
import type { TokenStore } from '../../ports/token-store';

export interface PayInsuranceDeps {
  readonly http: Http;
  readonly tokens: TokenStore;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pause: Pause;
  readonly log: Log;
  /** How long one call of the stores may take. */
  readonly storeTimeoutMs: number;
  readonly rules: Pick<Rules, 'httpTimeoutMs' | 'tokenRefreshBeforeMs'>;
}
