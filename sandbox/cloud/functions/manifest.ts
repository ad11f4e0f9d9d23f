/**
 * The deploy manifest: what of a function is set at deployment and not in its code - time-out,
 * memory, its one trigger, and the names of the environment variables that it may see.
 */

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const triggerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('http'), path: z.string().regex(/^\/[A-Za-z0-9_/-]*(\*)?$/) }),
  z.object({ type: z.literal('timer'), cron: z.string().min(1) }),
]);

const functionSchema = z.object({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/),
  /** The documented maximum is 60. */
  timeoutSeconds: z.number().int().min(1).max(60).default(3),
  memoryMb: z.number().int().min(64).max(3072).default(256),
  trigger: triggerSchema,
  environment: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
  fixedEgressIp: z.boolean().default(false),
  /** Interfaces of WeChat that it may call, as its config.json lists them. */
  openapi: z.array(z.string()).default([]),
});

const manifestSchema = z.object({ runtime: z.string(), functions: z.array(functionSchema) });

export type FunctionEntry = z.infer<typeof functionSchema>;

/** The manifest cannot be used; the message names the file and the place in it. */
export class ManifestInvalid extends Error {
  override readonly name = 'ManifestInvalid';
}

/** Reads and checks the manifest. Throws ManifestInvalid. */
export function readManifest(file: string): readonly FunctionEntry[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ManifestInvalid(`${file}: cannot be read as JSON`, { cause: error });
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw new ManifestInvalid(`${file}: ${z.prettifyError(parsed.error)}`);
  const names = parsed.data.functions.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ManifestInvalid(`${file}: function ${twice} is there twice`);
  return parsed.data.functions;
}
