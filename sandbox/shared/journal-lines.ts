/**
 * The text of a journal: one line per group of changes, `crc32 json\n`, where json is a list of
 * changes. A group is one line, so that after a crash it is there whole or not at all.
 * Only the last line may be torn; anything wrong before it is damage and is refused, because
 * dropping it would lose what had been acknowledged.
 */

/** `['p', table, id, record]` puts a record, `['r', table, id]` removes it. */
export type Change =
  | readonly ['p', table: string, id: string, record: unknown]
  | readonly ['r', table: string, id: string];

/** The file is not a journal, or is damaged in a place that a crash cannot explain. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
}

export const HEADER = 'journal 1\n';
const NEWLINE = 0x0a;
const CHECKSUM_LENGTH = 8;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): string {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** One group as one line; `changes` are JSON texts of changes already. */
export function encodeGroup(changes: readonly string[]): Buffer {
  const json = Buffer.from(`[${changes.join(',')}]`);
  return Buffer.concat([Buffer.from(`${crc32(json)} `), json, Buffer.from('\n')]);
}

export interface Replay {
  /** Bytes from the start that hold whole, correct lines. */
  readonly goodBytes: number;
  readonly changes: number;
}

/**
 * Calls `apply` for every change in order and tells where the good part ends.
 * Throws JournalDamaged when the file is something else or has a bad line before its last.
 */
export function replay(bytes: Buffer, apply: (change: Change) => void): Replay {
  const header = Buffer.from(HEADER);
  if (!bytes.subarray(0, header.length).equals(header)) {
    if (header.subarray(0, bytes.length).equals(bytes)) return { goodBytes: 0, changes: 0 };
    throw new JournalDamaged('not a journal: the first line is unknown');
  }
  let start = header.length;
  let changes = 0;
  for (let line = 2; start < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, start);
    const group = end === -1 ? undefined : decodeLine(bytes.subarray(start, end));
    if (group === undefined) {
      if (end !== -1 && end + 1 < bytes.length) {
        throw new JournalDamaged(`line ${line} is damaged and is not the last one`);
      }
      break;
    }
    for (const change of group) apply(change);
    changes += group.length;
    start = end + 1;
  }
  return { goodBytes: start, changes };
}

function decodeLine(line: Buffer): readonly Change[] | undefined {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (line.toString('latin1', 0, CHECKSUM_LENGTH + 1) !== `${crc32(json)} `) return undefined;
  const group: unknown = JSON.parse(json.toString());
  if (!Array.isArray(group) || !group.every(isChange)) {
    throw new JournalDamaged('a line with a correct checksum holds no changes');
  }
  return group;
}

function isChange(value: unknown): value is Change {
  if (!Array.isArray(value) || typeof value[1] !== 'string' || typeof value[2] !== 'string') {
    return false;
  }
  return (value[0] === 'p' && value.length === 4) || (value[0] === 'r' && value.length === 3);
}
