/** Fetching a token under a lease that may run out: an older token never takes the place of a newer one. */
import { STATE } from '../support/payinsurance-answers';
import { answer, bench, FOREVER, grant, ok, ORDER } from '../support/payinsurance-bench';

const SLOT = 'payinsurance-agent-wxprovider-wxhospital';
const fine = () => ok(answer(STATE));
const usedBy = (rig: ReturnType<typeof bench>) =>
  rig.sent.flatMap(({ url }) => url.searchParams.get('access_token') ?? []);

/** A bench whose first fetch takes `ms`, and before its answer comes, `meanwhile` happens. */
function slowFetch(ms: number, meanwhile: (rig: ReturnType<typeof bench>) => Promise<unknown>) {
  const rig = bench(undefined, fine);
  const granting = grant();
  let first = true;
  rig.script.token = async (sent) => {
    const granted = await granting(sent);
    if (!first) return granted;
    first = false;
    rig.clock.advance(ms);
    await meanwhile(rig);
    return granted;
  };
  return rig;
}

test('the lease outlives the slowest fetch and the store calls around it', async () => {
  const taken: unknown[] = [];
  const rig = slowFetch(0, async ({ deps, lease, clock }) => {
    clock.advance(deps.rules.httpTimeoutMs + 3 * deps.storeTimeoutMs - 1);
    taken.push(await lease.take(SLOT, 'another', clock.now(), 1));
  });
  await rig.channel.query({ orderNo: ORDER }, FOREVER);
  expect(taken).toEqual([false]);
});

test('a fetch that outlived its lease does not overwrite the newer token', async () => {
  const rig = slowFetch(60_000, ({ another }) => another().query({ orderNo: ORDER }, FOREVER));
  expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
  expect(await rig.tokens.load(SLOT)).toMatchObject({ token: 'tok-current-0002' });
  expect(usedBy(rig)).toEqual(['tok-current-0002', 'tok-current-0002']);
});

test('a token that was fetched before ours and stored late gives way to ours', async () => {
  const rig = slowFetch(0, ({ tokens, clock }) =>
    tokens.save(SLOT, { token: 'older', expiresAt: clock.now() + 60_000 }, undefined),
  );
  expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
  expect(await rig.tokens.load(SLOT)).toMatchObject({ token: 'tok-current-0001' });
  expect(usedBy(rig)).toEqual(['tok-current-0001']);
});

test('a token that the platform has refused is no reason to give ours up', async () => {
  const rig = slowFetch(0, async ({ tokens, clock }) => {
    const refused = { token: 'refused', expiresAt: clock.now() + 9 * 3_600_000 };
    await tokens.save(SLOT, refused, await tokens.load(SLOT));
  });
  const before = { token: 'refused', expiresAt: rig.clock.now() + 3_600_000 };
  await rig.tokens.save(SLOT, before, undefined);
  rig.script.business = ({ url }) =>
    url.searchParams.get('access_token') === 'refused' ? ok('{"errcode":40001}') : fine();
  expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
  expect(await rig.tokens.load(SLOT)).toMatchObject({ token: 'tok-current-0001' });
});
