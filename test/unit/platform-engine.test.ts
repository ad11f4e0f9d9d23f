/**
 * The engine without HTTP, as a simulation drives it: the same clock and chance give the same bytes,
 * and everything it knows is in its tables and survives JSON.
 */

import {
  payinsuranceEngine,
  type PayinsuranceEngine,
} from '../../sandbox/platform/payinsurance/engine';
import type { Random } from '../../sandbox/platform/payinsurance/random';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';
import {
  fromXml,
  HOSPITAL,
  NOW,
  orderMessage,
  PROVIDER,
  signedXml,
  USERS,
} from '../wire/platform-support';

const MESSAGE = orderMessage({ hosp_out_trade_no: 'T-engine' });
const NO = { hospOutTradeNo: 'T-engine' };

/** A small linear congruential generator: the same row of numbers every time. */
function counted(): Random {
  let seed = 42;
  return (bound) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % bound;
  };
}

function engineOn(tables: Tables, now = NOW): PayinsuranceEngine {
  return payinsuranceEngine({
    tables,
    clock: { now: () => now },
    random: counted(),
    accounts: { provider: PROVIDER, hospitals: [HOSPITAL] },
    users: USERS,
  });
}

function walk(engine: PayinsuranceEngine): readonly string[] {
  const token = engine.gettoken({
    grant_type: 'client_credential',
    agentappid: PROVIDER.appid,
    agentsecret: PROVIDER.secret,
    appid: HOSPITAL.appid,
  });
  const accessToken = token.fields.access_token;
  const { answer } = engine.call('unifiedorder', { accessToken, body: signedXml(MESSAGE) });
  engine.cashier.pay(NO, 'paid');
  return [token.body, answer.body, ...engine.notices.list().map(({ body }) => body)];
}

/** Every record through JSON and back, as the journal on disk would. */
function restarted(tables: Tables, names: readonly string[]): Tables {
  const next = memoryTables();
  for (const name of names) {
    for (const record of tables
      .table<{ id?: string; openid?: string; slot?: string }>(name)
      .values()) {
      const copy: unknown = JSON.parse(JSON.stringify(record));
      next.table(name).put(record.id ?? record.openid ?? record.slot ?? 'rule', copy);
    }
  }
  return next;
}

const TABLE_NAMES = ['users', 'tokens', 'orders', 'notices', 'bureau'].map(
  (n) => `payinsurance.${n}`,
);

test('the same clock and chance give the same bytes', () => {
  const first = walk(engineOn(memoryTables()));
  expect(first).toHaveLength(3);
  expect(walk(engineOn(memoryTables()))).toEqual(first);
  expect(fromXml(first[2] ?? '').hosp_out_trade_no).toBe('T-engine');
});

test('what it knows survives a restart: tokens, orders, balances, waiting notices, the bureau', () => {
  const tables = memoryTables();
  const before = engineOn(tables);
  const [tokenXml = ''] = walk(before);
  before.setBureauRule({ cashPerMille: 1 });
  const after = engineOn(restarted(tables, TABLE_NAMES), NOW + 1000);
  expect(after.order('T-engine')).toEqual(before.order('T-engine'));
  expect(after.notices.due()).toEqual(before.notices.due());
  expect(after.cashier.view(NO).cashBalance).toBe(999_900);
  expect(after.bureauRule().cashPerMille).toBe(1);
  const accessToken = fromXml(tokenXml).access_token;
  const again = after.call('unifiedorder', { accessToken, body: signedXml(MESSAGE) });
  expect(again.answer.fields.err_code).toBe('530');
});

test('an order on its way survives a restart and arrives at its time', () => {
  const tables = memoryTables();
  const before = engineOn(tables);
  const token = before.gettoken({
    grant_type: 'client_credential',
    agentappid: PROVIDER.appid,
    agentsecret: PROVIDER.secret,
    appid: HOSPITAL.appid,
  });
  const accessToken = token.fields.access_token;
  before.call('unifiedorder', { accessToken, body: signedXml(MESSAGE) });
  before.cashier.pay(NO, 'processing');
  const after = engineOn(restarted(tables, TABLE_NAMES), NOW + 60_000);
  expect(after.notices.due()).toHaveLength(1);
  expect(after.order('T-engine')).toMatchObject({ state: 'SUCCESS', paidAt: NOW + 30_000 });
});
