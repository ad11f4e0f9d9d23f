/**
 * The platform's notices on their way (interface document v2.4 §3.5): sent, lost, late, twice, in another
 * order, altered, forged, or sent again long after. What our answer is worth is judged by the platform.
 */
import type { Notice } from '../../sandbox/platform/payinsurance/model';
import { withSign, withWrongSign } from '../../sandbox/platform/payinsurance/signing';
import { readXml, writeXml } from '../../sandbox/platform/payinsurance/xml';
import { notify } from './invoke';
import type { NoticeWay, Ordeal } from './schedule';
import { accountFields } from './people';
import { someOrder, type Run } from './story';
import type { Gate } from './turnstile';

const LATE_MS = 90_000;

function altered(run: Run, notice: Notice, way: 'wrong-sign' | 'altered' | 'unsigned'): string {
  const fields = readXml(notice.body);
  const key = run.world.engine.notices.keyOf(notice);
  if (way === 'wrong-sign') return writeXml(withWrongSign(fields, key));
  const { sign: _sign, ...rest } = fields;
  const other = { ...rest, cash_fee: String(Number(rest.cash_fee ?? 0) + 1) };
  return writeXml(way === 'unsigned' ? other : withSign(other, key));
}

async function send(run: Run, notice: Notice, body: string, ordeal: Ordeal, gate: Gate) {
  const { world } = run;
  const ended = await notify(world, body, ordeal, gate);
  if (ended.kind !== 'value') return 'no answer';
  return world.engine.notices.replyFault(notice, { status: 200, body: ended.value });
}

async function deliver(run: Run, notice: Notice, ordeal: Ordeal, gate: Gate): Promise<void> {
  const fault = await send(run, notice, notice.body, ordeal, gate);
  run.world.engine.notices.record(notice.id, fault);
}

/** Which notice an action means; undefined when there is none of that kind. */
function chosen(run: Run, way: NoticeWay, nth: number): Notice | undefined {
  const { notices } = run.world.engine;
  const due = way === 'replayed' || way === 'altered' ? notices.list() : notices.due();
  const some = due.length > 0 ? due : notices.list();
  return some[nth % Math.max(1, some.length)];
}

/** Somebody makes a notice up: everything is right but the key. */
async function forge(run: Run, nth: number, ordeal: Ordeal, gate: Gate): Promise<boolean> {
  const order = someOrder(run, nth);
  if (order === undefined) return false;
  const { total, cash, insurance } = order.amounts;
  const fields = {
    ...{ return_code: 'SUCCESS', result_code: 'SUCCESS', nonce_str: 'forged' },
    ...accountFields(run.world.schedule.mode),
    ...{ hosp_out_trade_no: order.orderNo, med_trans_id: `M${String(nth)}`, pay_type: '1' },
    ...{ total_fee: String(total), cash_fee: String(cash), insurance_fee: String(insurance) },
  };
  const body = writeXml(withSign(fields, order.orderNo));
  const ended = await notify(run.world, body, ordeal, gate);
  run.world.count('notice-forged');
  const refused = ended.kind !== 'value' || !ended.value.includes('<sign>');
  run.world.watch.judge.must(refused, 10, () => 'a forged notice was taken');
  return true;
}

/** Whether there was a notice to do it to, or one could be made up. */
export async function carry(
  run: Run,
  { way, nth, ...ordeal }: { readonly way: NoticeWay; readonly nth: number } & Ordeal,
  gate: Gate,
): Promise<boolean> {
  const { notices } = run.world.engine;
  const notice = chosen(run, way, nth);
  if (notice === undefined) return forge(run, nth, ordeal, gate);
  if (way !== 'sent') run.world.count(`notice-${way}`);
  switch (way) {
    case 'sent':
      await deliver(run, notice, ordeal, gate);
      break;
    case 'unheard':
      await send(run, notice, notice.body, ordeal, gate);
      notices.record(notice.id, 'no answer');
      break;
    case 'lost':
      notices.lose(notice.id);
      break;
    case 'late':
      notices.postpone(notice.id, LATE_MS);
      break;
    case 'doubled':
      await deliver(run, notice, ordeal, gate);
      await deliver(run, notice, {}, gate);
      break;
    case 'last-first':
      for (const one of [...notices.due()].reverse()) await deliver(run, one, {}, gate);
      break;
    case 'garbage':
      await send(run, notice, notice.body.slice(0, notice.body.length >> 1), ordeal, gate);
      break;
    case 'wrong-sign':
    case 'altered':
    case 'unsigned':
      await send(run, notice, altered(run, notice, way), ordeal, gate);
      break;
    case 'replayed':
      await send(run, notice, notice.body, ordeal, gate);
      break;
  }
  return true;
}

/** Every notice that there ever was, once more, the latest first. */
export async function replayAll(run: Run, gate: Gate): Promise<void> {
  for (const notice of [...run.world.engine.notices.list()].reverse()) {
    await send(run, notice, notice.body, {}, gate);
  }
}
