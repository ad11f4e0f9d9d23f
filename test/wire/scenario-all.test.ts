/**
 * Every scenario of the sandbox, each in a world of its own that runs by itself, as
 * `npm run sandbox -- --scenario NAME` plays it.
 */
import { loadScenario, playScenario, scenarioNames } from '../../sandbox/scenarios/parts/run';
import { Stage } from '../../sandbox/scenarios/parts/stage';
import { channelFor, counterFor } from '../../sandbox/scenarios/parts/step';
import { testSandbox } from '../support/sandbox';

/** The longest waits for answers that never come. */
const SCENARIO_MS = 60_000;

it('are at least sixteen, of every way of paying', async () => {
  expect(scenarioNames().length).toBeGreaterThanOrEqual(16);
  const all = await Promise.all(scenarioNames().map(loadScenario));
  const channels = new Set(all.map((one) => one && channelFor(one)));
  expect(channels).toEqual(new Set(['payinsurance', 'medins']));
  const counters = new Set(all.map((one) => one && counterFor(one).counter?.first));
  expect(counters).toEqual(new Set([undefined, 'insurance', 'cash']));
});

describe.each(scenarioNames())('the scenario %s', (name) => {
  it(
    'ends as it says',
    async () => {
      const scenario = await loadScenario(name);
      if (scenario === undefined) throw new Error('it is gone');
      const ways = { channel: channelFor(scenario), ...counterFor(scenario) };
      const sandbox = await testSandbox({ alive: true, ...ways });
      try {
        const result = await playScenario(new Stage(sandbox.world.origin), name, scenario);
        expect(result.steps.filter(({ ok }) => !ok)).toEqual([]);
        expect(result).toMatchObject({ scenario: name, ok: true });
        expect(result.steps).toHaveLength(scenario.steps.length);
        expect(sandbox.world.clock.frozen).toBe(false);
      } finally {
        await sandbox.close();
      }
    },
    SCENARIO_MS,
  );
});
