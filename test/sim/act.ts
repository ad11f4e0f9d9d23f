/** One action of a schedule, done to the world. Says whether there was anything to do it to. */
import { billId, openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { HisError } from '../../sandbox/hospital/errors';
import { LeverRefused } from '../../sandbox/hospital/levers';
import { carry } from './courier';
import { diceOf } from './dice';
import { clerkBringsBack, clerkDecides } from './clerk';
import { ask, bringBack, permit, place, tick, type Ended } from './invoke';
import { PATIENTS, PHONES } from './people';
import { BALKS, type Action } from './schedule';
import { orderOf, someOrder, storyOf, type Run } from './story';
import { interleaved, type Gate } from './turnstile';
import { HOSPITAL } from './world';

const HOSPITAL_ID = HOSPITAL.id;
/** Of what the bureau's mini program gives to the phone. */
const CODE_LIVES_MS = 5 * 60_000;

type Of<D extends Action['do']> = Extract<Action, { do: D }>;

async function placeIt(run: Run, action: Of<'place'>, gate: Gate): Promise<boolean> {
  const { world, billIds } = run;
  const { story, who, bills, payWith, ...ordeal } = action;
  const owner = openId(PHONES[who]?.openid ?? '');
  const wanted = bills.flatMap((n) => billIds[n] ?? []);
  const [first = ''] = wanted;
  const patient = world.schedule.bills[bills[0] ?? 0]?.patient ?? 0;
  const patientId = PATIENTS[patient]?.patientId ?? '';
  await place(world, { owner, patientId, billIds: wanted, payWith }, ordeal, gate);
  // a phone that heard nothing finds its order on the home page
  const mine = await world.stores.orders.ofOwner(HOSPITAL_ID, owner, 20);
  const latest = mine.find((order) => order.billIds.includes(billId(first)));
  if (latest !== undefined) storyOf(run, story).orderNo = latest.orderNo;
  return true;
}

async function askIt(
  run: Run,
  action: Of<'confirm' | 'close' | 'refund'>,
  gate: Gate,
): Promise<boolean> {
  const order = someOrder(run, action.story);
  if (order === undefined) return false;
  await ask(run.world, action.do, order, action, gate);
  return true;
}

/** An order that somebody may be in the cashier with: its phone has got the way there. */
function launched(run: Run, n: number): Order | undefined {
  const story = storyOf(run, n);
  const order = orderOf(run, n);
  if (order?.launch !== undefined) story.opened = order.orderNo;
  const { orders } = run.world.stores;
  if (story.opened !== undefined) return orders.get(story.opened);
  const all = [...orders.all()].filter((one) => one.launch !== undefined);
  return all[n % Math.max(1, all.length)];
}

/** What people do in the cashier needs the way into it, which only an accepted order gives. */
function inCashier(run: Run, action: Of<'open' | 'leave' | 'pay'>): boolean {
  const { platform } = run.world;
  const order = launched(run, action.story);
  if (order === undefined) return false;
  if (action.do !== 'pay') platform.cashier[action.do](order);
  else if (platform.cashier.pay(order, action.outcome)) halfPaid(run, order);
  return true;
}

function halfPaid({ world }: Run, { orderNo }: Order): void {
  const there = world.sights.there(orderNo);
  const half = there !== undefined && !there.paid && !there.over && /FAIL/.test(there.word);
  if (half) world.count('half-paid');
}

/** In 1.0 the card is bound in the cashier, in 2.0 at the bureau before anything else. */
function bindIt(run: Run, { story }: Of<'bind'>): boolean {
  const { bureau, platform } = run.world;
  const order = bureau === undefined ? launched(run, story) : orderOf(run, story);
  return order !== undefined && platform.cashier.bind(order);
}

/** The phone goes to the bureau's mini program, and comes back from it some time later. */
async function permitIt(run: Run, action: Of<'permit'>, gate: Gate): Promise<boolean> {
  const { world } = run;
  const { bureau, clock } = world;
  const order = bureau === undefined ? undefined : someOrder(run, action.story);
  if (bureau === undefined || order === undefined) return false;
  const given = bureau.issueCode(order.owner);
  if (!given.ok) return false;
  clock.advance(action.lagMs);
  if (action.lagMs >= CODE_LIVES_MS) world.count('code-late');
  const { owner, orderNo } = order;
  await permit(world, { owner, orderNo, authCode: given.authCode }, action, gate);
  return true;
}

function atHospital(
  run: Run,
  action: Of<'window' | 'withdraw' | 'expire' | 'serve' | 'change'>,
): boolean {
  const { hospital } = run.world;
  const id = run.billIds[action.bill % run.billIds.length] ?? '';
  try {
    if (action.do === 'change') hospital.changeBillTotal(id, action.fen);
    else if (action.do === 'window') hospital.settleAtWindow(id);
    else if (action.do === 'withdraw') hospital.cancelBill(id);
    else if (action.do === 'expire') hospital.expireBill(id);
    else hospital.serveBill(id);
  } catch (error) {
    const refused = error instanceof HisError || error instanceof LeverRefused;
    if (refused || error instanceof RangeError) return false;
    throw error;
  }
  run.touched.add(id);
  run.world.count(`bill-${action.do}`);
  return true;
}

/** Somebody tries another one's order or patient: refused, and nothing was written (money rule 13). */
async function intrude(run: Run, action: Of<'intrude'>, gate: Gate): Promise<boolean> {
  const { world } = run;
  const order = someOrder(run, action.story);
  if (order === undefined) return false;
  const strangers = PHONES.filter(({ openid }) => openid !== order.owner);
  const owner = openId(strangers[action.who % strangers.length]?.openid ?? '');
  let ended: Ended<unknown>;
  if (action.verb === 'place') {
    const mine = await world.stores.links.of(HOSPITAL_ID, owner);
    if (mine.some(({ patientId }) => patientId === order.patientId)) return false;
    const { patientId, billIds, payWith } = order;
    ended = await place(world, { owner, patientId, billIds, payWith }, {}, gate);
  } else if (action.verb === 'bill') {
    const [own] = await world.stores.links.of(HOSPITAL_ID, owner);
    const mine = await world.stores.links.of(HOSPITAL_ID, owner);
    if (own === undefined || mine.some(({ patientId }) => patientId === order.patientId))
      return false;
    const { billIds, payWith } = order;
    ended = await place(world, { owner, patientId: own.patientId, billIds, payWith }, {}, gate);
  } else if (action.verb === 'clerk') {
    const input = { orderNo: order.orderNo, mode: 'whole', note: 'mine' } as const;
    ended = await bringBack(world, owner, input, {}, gate);
  } else if (action.verb === 'permit' && world.bureau !== undefined) {
    const authCode = 'made-up';
    ended = await permit(world, { owner, orderNo: order.orderNo, authCode }, {}, gate);
  } else {
    const verb = action.verb === 'permit' ? 'confirm' : action.verb;
    ended = await ask(world, verb, { owner, orderNo: order.orderNo }, {}, gate);
  }
  world.count('intruder');
  const kept = ended.kind === 'refused' && ended.writes === 0;
  world.watch.judge.must(
    kept,
    13,
    () => `a stranger could ${action.verb} ${order.orderNo.slice(0, 14)}`,
  );
  return true;
}

async function together(run: Run, action: Of<'together'>): Promise<boolean> {
  let done = false;
  const jobs = action.parts.map((part) => async (gate: Gate) => {
    done = (await act(run, part, gate)) || done;
  });
  if (run.world.schedule.sockets) for (const job of jobs) await job(() => Promise.resolve());
  else await interleaved(jobs, diceOf(action.picks));
  run.world.count('together');
  return done;
}

function refuse(run: Run, { code }: Of<'refuse'>): true {
  run.world.hospital.refuseNextSettle(code);
  if (code !== 'BUSY' && code !== 'INTERNAL') run.refusing = true;
  run.world.count(code === 'BUSY' || code === 'INTERNAL' ? 'his-error' : 'his-refuses');
  return true;
}

/** How the next refund will end at the platform. */
function decideFate(run: Run, fate: Of<'fate'>): true {
  if (run.world.platform.decide(fate)) run.fated = true;
  run.world.count('refund-fate');
  return true;
}

/** The bureau will say no. */
function balk(run: Run, { nth }: Of<'balk'>): boolean {
  const failure = BALKS[nth % BALKS.length];
  if (failure === undefined || run.world.bureau === undefined) return false;
  run.world.bureau.failNext(failure);
  if (failure.at === 'refund' && failure.why !== 'BUSY') run.balked = true;
  run.world.count(`bureau-refuses-${failure.at}`);
  return true;
}

/** The bureau will split otherwise than the hospital reckons. */
function shift(run: Run, { fen }: Of<'shift'>): boolean {
  if (run.world.bureau === undefined) return false;
  run.world.bureau.shiftPrices(fen);
  run.world.count('price-shift');
  return true;
}

function stale(run: Run): boolean {
  if (!run.world.platform.fetchToken()) return false;
  run.world.count('token-stale');
  return true;
}

/** Does one action; false when it found nothing to act on. */
export async function act(run: Run, action: Action, gate: Gate): Promise<boolean> {
  const { world } = run;
  switch (action.do) {
    case 'place':
      return placeIt(run, action, gate);
    case 'confirm':
    case 'close':
    case 'refund':
      return askIt(run, action, gate);
    case 'clerk':
      return (await clerkBringsBack(run, action, gate)) !== undefined;
    case 'decide':
      return clerkDecides(run, action, gate);
    case 'tick':
      await tick(world, action, gate);
      return true;
    case 'notice':
      return carry(run, action, gate);
    case 'permit':
      return permitIt(run, action, gate);
    case 'open':
    case 'leave':
    case 'pay':
      return inCashier(run, action);
    case 'bind':
      return bindIt(run, action);
    case 'wait':
      world.clock.advance(action.ms);
      return true;
    case 'until':
      world.clock.until(action.time);
      world.count('clock-jump');
      return true;
    case 'window':
    case 'withdraw':
    case 'expire':
    case 'serve':
    case 'change':
      return atHospital(run, action);
    case 'refuse-hold':
      world.hospital.refuseNextHold(action.code);
      if (action.code === 'HOSPITAL_REFUSED') run.refusingHold = true;
      world.count('hold-refused');
      return true;
    case 'fate':
      return decideFate(run, action);
    case 'refuse':
      return refuse(run, action);
    case 'bureau':
      world.hospital.setBureauDown(action.down);
      world.count('bureau-down');
      return true;
    case 'down':
      world.down(action.party, action.ms);
      return true;
    case 'balk':
      return balk(run, action);
    case 'shift':
      return shift(run, action);
    case 'token':
      return stale(run);
    case 'intrude':
      return intrude(run, action, gate);
    case 'together':
      return together(run, action);
  }
}
