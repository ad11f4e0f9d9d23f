/**
 * The door for calls from the phone: `{action, input}` in, an Answer out, whatever happens. Refuses
 * strangers, unknown actions, wrong types and anything over 32 KB before a use case sees it.
 */
import type { Answer, Functions } from '../contract/types';
import type { Deadline } from '../ports/deadline';
import type { Reason } from '../../miniprogram/shared/reasons';
import { accepted, kindOf, refused, type Classify } from './answer';
import { invoke, type DoorDeps, type Invocation } from './invocation';
import { whoCalls, type Caller, type ReadContext } from './who';

const SIZE_LIMIT = 32 * 1024;

type In<F extends keyof Functions, A extends keyof Functions[F]> = Functions[F][A] extends {
  in: infer I;
}
  ? I
  : never;
type Out<F extends keyof Functions, A extends keyof Functions[F]> = Functions[F][A] extends {
  out: infer O;
}
  ? O
  : never;

export interface Call<I> {
  readonly input: I;
  readonly caller: Caller;
  readonly deadline: Deadline;
}

/** What a validator of the contract can do. */
interface Check<I> {
  safeParse(
    input: unknown,
  ): { readonly success: true; readonly data: I } | { readonly success: false };
}

/** One action: how its input is checked and what it does. */
interface Action<I, O> {
  readonly input: Check<I>;
  readonly run: (call: Call<I>) => Promise<O>;
}

export type Actions<F extends keyof Functions> = {
  readonly [A in keyof Functions[F]]: Action<In<F, A>, Out<F, A>>;
};

/** An action whose input has not been looked at yet. */
type Checked = (
  input: unknown,
  caller: Caller,
  deadline: Deadline,
) => Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false }>;

export interface RpcDeps extends DoorDeps {
  readonly readContext: ReadContext;
  readonly classify: Classify;
}

function checked<I, O>(action: Action<I, O>): Checked {
  return async (input, caller, deadline) => {
    const parsed = action.input.safeParse(input);
    if (!parsed.success) return { ok: false };
    return { ok: true, value: await action.run({ input: parsed.data, caller, deadline }) };
  };
}

/** Bytes of the event as JSON; undefined when it is no JSON at all. */
function sizeOf(event: unknown): number | undefined {
  try {
    const text: unknown = JSON.stringify(event);
    return typeof text === 'string' ? Buffer.byteLength(text) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function fieldsOf(event: unknown): { readonly action?: unknown; readonly input?: unknown } {
  return typeof event === 'object' && event !== null && !Array.isArray(event) ? event : {};
}

/** `main` of a function that the phone calls. Never throws. */
export function rpcDoor<F extends keyof Functions>(
  deps: RpcDeps,
  actions: Actions<F>,
): (event: unknown) => Promise<Answer<unknown>> {
  const named = Object.entries(actions as Readonly<Record<string, Action<unknown, unknown>>>);
  const table: ReadonlyMap<unknown, Checked> = new Map(
    named.map(([name, action]) => [name, checked(action)]),
  );
  return (event) => invoke(deps, (one) => answer(deps, table, event, one));
}

async function answer(
  deps: RpcDeps,
  table: ReadonlyMap<unknown, Checked>,
  event: unknown,
  one: Invocation,
): Promise<Answer<unknown>> {
  const { action, input } = fieldsOf(event);
  const known = table.get(action);
  const name = known === undefined ? 'unknown' : String(action);
  const result = await guarded(deps, event, known, input, one);
  deps.log.info('rpc', {
    action: name,
    outcome: result.ok ? 'ok' : 'refused',
    ...(result.ok ? {} : { reason: result.reason }),
    durationMs: one.elapsedMs(),
  });
  return result;
}

async function guarded(
  deps: RpcDeps,
  event: unknown,
  known: Checked | undefined,
  input: unknown,
  one: Invocation,
): Promise<Answer<unknown>> {
  const say = (reason: Reason, retry = false) => refused({ reason, retry }, one.traceId);
  try {
    const size = sizeOf(event);
    if (size === undefined) return say('bad-request');
    if (size > SIZE_LIMIT) return say('too-large');
    if (known === undefined) return say('unknown-action');
    const caller = whoCalls(deps.readContext);
    if (caller === undefined) return say('not-signed-in');
    const done = await known(input, caller, one.deadline);
    return done.ok ? accepted(done.value, one.traceId) : say('bad-request');
  } catch (error) {
    const foreseen = deps.classify(error);
    if (foreseen !== undefined) return refused(foreseen, one.traceId);
    deps.log.alarm('rpc.failed', { outcome: kindOf(error) });
    return say('internal', true);
  }
}
