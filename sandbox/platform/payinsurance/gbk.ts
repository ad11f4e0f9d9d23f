/**
 * Text as GBK, for bills in an encoding that the document does not allow (interface document v2.4
 * §3.8, §3.1 字符编码). Node can only read GBK, so the table is read backwards, once.
 */

/** Characters that GBK does not have become `?`. */
export function encodeGbk(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(table().get(character) ?? [0x3f]));
  }
  return Buffer.from(bytes);
}

let known: ReadonlyMap<string, readonly [number, number]> | undefined;

function table(): ReadonlyMap<string, readonly [number, number]> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\uFFFD' && !made.has(character)) {
        made.set(character, [lead, trail]);
      }
    }
  }
  known = made;
  return made;
}
