/**
 * The running world as a scenario's steps reach it: over HTTP alone. Remembers the orders and bills
 * of the scenario by name.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** What did not go as the scenario says. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

const functionAnswer = z.object({
  result: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), reason: z.string() }),
  ]),
});
const controlError = z.object({ error: z.object({ message: z.string() }) });
const hisError = z.object({ code: z.string(), message: z.string() });

/** How long an expectation is waited for, in real time. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 150;

export interface StagedOrder {
  readonly orderNo: string;
  readonly billIds: readonly string[];
  /** Whose phone it was placed with. */
  readonly openid: string;
}

export type FunctionResult = z.infer<typeof functionAnswer>['result'];

export class Stage {
  readonly #orders = new Map<string, StagedOrder>();
  readonly #origin: string;

  /** `origin`: where the sandbox answers, without a slash at the end. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** One request below /sandbox/api; JSON in and out. @throws StepFailed in the API's words */
  async control(path: string, body?: object, method?: string): Promise<unknown> {
    const { status, json } = await this.#request(`/sandbox/api${path}`, body, {}, method);
    if (status === 200) return json;
    const told = controlError.safeParse(json).data?.error ?? hisError.safeParse(json).data;
    throw new StepFailed(told?.message ?? `HTTP ${String(status)}`);
  }

  /** Calls a built function as that person's phone does. @throws StepFailed when it broke */
  async call(openid: string, name: string, action: string, input: object): Promise<FunctionResult> {
    const headers = { 'x-sandbox-openid': openid };
    const { status, json } = await this.#request(`/functions/${name}`, { action, input }, headers);
    const answer = functionAnswer.safeParse(json);
    if (!answer.success) throw new StepFailed(`function ${name}: HTTP ${String(status)}`);
    return answer.data.result;
  }

  /** The same, for calls that must succeed. @throws StepFailed with the reason */
  async must(openid: string, name: string, action: string, input: object): Promise<unknown> {
    const result = await this.call(openid, name, action, input);
    if (!result.ok) throw new StepFailed(`${name}.${action}: ${result.reason}`);
    return result.value;
  }

  remember(name: string, order: StagedOrder): void {
    this.#orders.set(name, order);
  }

  order(name: string): StagedOrder {
    const order = this.#orders.get(name);
    if (order === undefined) throw new StepFailed(`no order is called ${name} in this scenario`);
    return order;
  }

  /** Looks until nothing is wrong any more, or for 15 seconds. @throws StepFailed with what was */
  async until(wrong: () => Promise<string | undefined>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const problem = await wrong();
      if (problem === undefined) return;
      if (performance.now() > deadline) throw new StepFailed(problem);
      await pause(LOOK_EVERY_MS);
    }
  }

  async #request(
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { ...json, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    try {
      return { status: response.status, json: JSON.parse(text) as unknown };
    } catch {
      return { status: response.status, json: text };
    }
  }
}
