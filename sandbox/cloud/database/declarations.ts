/**
 * The collections of the environment with their indexes, read from the same JSON file that the
 * deployment creates them from. A collection that is not declared does not exist in the cloud.
 */

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

const indexSchema = z.object({
  name: z.string().min(1),
  unique: z.boolean(),
  keys: z
    .array(z.object({ name: z.string().min(1), direction: z.enum(['1', '-1']) }))
    .min(1)
    .max(31),
});

const collectionSchema = z.object({
  name,
  permission: z.enum(['ADMINONLY', 'ADMINWRITE', 'PRIVATE', 'READONLY']),
  indexes: z.array(indexSchema),
});

const fileSchema = z.object({ collections: z.array(collectionSchema) });

export type IndexDeclaration = z.infer<typeof indexSchema>;
export type CollectionDeclaration = z.infer<typeof collectionSchema>;

/** The file of collections cannot be used; the message names the file and the place in it. */
export class DeclarationsInvalid extends Error {
  override readonly name = 'DeclarationsInvalid';
}

/** Whether a collection may be called so. */
export function isCollectionName(text: string): boolean {
  return name.safeParse(text).success;
}

/** Reads and checks `{"collections": [...]}`. Throws DeclarationsInvalid. */
export function readDeclarations(file: string): readonly CollectionDeclaration[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DeclarationsInvalid(`${file}: cannot be read as JSON`, { cause: error });
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    throw new DeclarationsInvalid(`${file}: ${z.prettifyError(parsed.error)}`);
  }
  const seen = new Set<string>();
  for (const collection of parsed.data.collections) {
    if (seen.has(collection.name)) {
      throw new DeclarationsInvalid(`${file}: collection ${collection.name} is declared twice`);
    }
    seen.add(collection.name);
  }
  return parsed.data.collections;
}
