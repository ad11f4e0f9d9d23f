/** A small reader of WXML for tests about the markup: tags with their attributes, and the text. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Markup {
  readonly tags: readonly Tag[];
  /** Text between tags, blanks trimmed, empty ones left out. */
  readonly texts: readonly string[];
}

const TAG = /<(\/?)([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;

export function readMarkup(source: string): Markup {
  const tags: Tag[] = [];
  const texts: string[] = [];
  let end = 0;
  for (const match of source.matchAll(TAG)) {
    const [whole, closing, name = '', rest = ''] = match;
    texts.push(source.slice(end, match.index).trim());
    end = match.index + whole.length;
    if (closing === '/') continue;
    const attributes = [...rest.matchAll(ATTRIBUTE)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    tags.push({ name, attributes: new Map(attributes) });
  }
  texts.push(source.slice(end).trim());
  return { tags, texts: texts.filter((text) => text !== '') };
}

/** Every {{expression}} of the source. */
export function expressions(source: string): string[] {
  return [...source.matchAll(/\{\{(.*?)\}\}/g)].map(([, inner = '']) => inner.trim());
}
