/**
 * One call to 医保支付: token, signed XML, POST, verdict, log line; a second try with a new token when the
 * first one was refused before anything was done (interface document v2.4 §3.1, trap 27).
 */
import type { Deadline } from '../../ports/deadline';
import type { AccessTokens } from './access-token';
import { watchCall } from './call-log';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import { isTokenRefusal } from './errors';
import { judge, type Verdict } from './judge';
import { withSignature } from './sign';
import type { Call } from './signature-policy';
import { writeXml, type Fields } from './xml';

export interface Ask {
  readonly call: Call;
  /** Without nonce_str and sign. */
  readonly fields: Fields;
  readonly orderNo?: string;
}

export type Exchange = (ask: Ask, deadline: Deadline) => Promise<Verdict>;

export function exchangeWith(
  config: PayInsuranceConfig,
  deps: PayInsuranceDeps,
  tokens: AccessTokens,
): Exchange {
  async function send(ask: Ask, token: string, deadline: Deadline): Promise<Verdict> {
    const timeoutMs = Math.min(deps.rules.httpTimeoutMs, deadline.leftMs());
    if (timeoutMs <= 0) return outOfTime;
    const fields = new Map([...ask.fields, ['nonce_str', deps.ids.hex(16)]]);
    const end = watchCall(deps, ask.call, ask.orderNo);
    const outcome = await deps.http.send(
      {
        method: 'POST',
        url: `${config.apiBaseUrl}/payinsurance/${ask.call}?access_token=${encodeURIComponent(token)}`,
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: writeXml(withSignature(fields, config.key)),
        timeoutMs,
      },
      deadline,
    );
    const verdict = judge(ask.call, outcome, config);
    end(
      verdict.kind === 'success'
        ? { outcome: 'success' }
        : { outcome: verdict.kind, code: verdict.code, reason: verdict.reason },
    );
    return verdict;
  }

  return async (ask, deadline) => {
    let refused: string | undefined;
    for (;;) {
      const got = await tokens.get(deadline, refused);
      if (!got.ok) return { kind: 'failure', code: got.code, reason: got.reason, effect: 'none' };
      const verdict = await send(ask, got.token, deadline);
      const tokenRefused = verdict.kind === 'failure' && isTokenRefusal(verdict.code);
      if (!tokenRefused || refused !== undefined) return verdict;
      refused = got.token;
    }
  };
}

const outOfTime: Verdict = {
  kind: 'failure',
  code: 'no-time-left',
  reason: 'timeout',
  effect: 'none',
};
