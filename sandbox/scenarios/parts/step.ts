/**
 * What a scenario is made of: a title, what a developer will see, and steps that drive the running
 * world over HTTP as anybody could, through the built functions and the control API.
 */

import type { Channel, CounterFirst } from '../../function-environment';
import type { Stage } from './stage';

export interface Step {
  /** In the imperative, for the printed line. */
  readonly says: string;
  /** Does it; returns what came out of it in a few words, or nothing. Throws when it did not. */
  readonly run: (stage: Stage) => Promise<string | undefined>;
}

export interface Scenario {
  readonly title: string;
  /** What there is to see, in one or two sentences. */
  readonly shows: string;
  /** The way of paying that it is about; 医保支付 1.0 unless it says otherwise. */
  readonly channel?: Channel;
  /** Which part comes first at the hospital's counters, where it is about a payment there. */
  readonly counter?: CounterFirst;
  readonly steps: readonly Step[];
}

/** The way of paying that the sandbox is set to for it. */
export function channelFor({ channel = 'payinsurance' }: Scenario): Channel {
  return channel;
}

/** How the counters are set for it; as it is asked for where it has nothing to do with them. */
export function counterFor(
  { counter }: Scenario,
  asked: { readonly counter?: { readonly first: CounterFirst } } = {},
): { readonly counter?: { readonly first: CounterFirst } } {
  return counter === undefined ? asked : { counter: { first: counter } };
}

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  /** What came out, or why it did not. */
  readonly outcome: string;
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
}
