/**
 * The books of every way of paying that a hospital has (money rule 11): on the day of a change of
 * channel, and where counters are paid beside phones, one bill alone would be compared wrongly. Ways
 * that are paid into the same account stand in one bill, which is read once.
 */
import type { ChannelName } from '../domain/order';
import type { BillSource, PlatformBills } from '../ports/bill-source';
import { SettingsError } from '../settings/settings-error';

export interface BillsOfWay {
  readonly name: ChannelName;
  readonly source: BillSource;
  /**
   * Whose trade bill it is: `mchid/subMchid`. Ways with the same one share a bill; absent where a bill
   * lists one way alone (1.0).
   */
  readonly account?: string;
  /** Another way was chosen since. */
  readonly retired?: true;
}

/** In the order given. SettingsError without any. */
export function platformBills(ways: readonly BillsOfWay[]): readonly PlatformBills[] {
  if (ways.length === 0) throw new SettingsError('channel', 'must be given');
  const isFirstOf = ({ account }: BillsOfWay, at: number): boolean =>
    account === undefined || ways.findIndex((other) => other.account === account) === at;
  return ways.filter(isFirstOf).map(({ name, account, source }) => {
    const sharing = ways.filter((other) => account !== undefined && other.account === account);
    const channels = account === undefined ? [name] : sharing.map((other) => other.name);
    const isRetired = ways.every((way) => !channels.includes(way.name) || way.retired === true);
    const { covers } = source;
    return { name, channels, covers, source, ...(isRetired ? { retired: true } : {}) };
  });
}

/** Whose trade bill lists what is paid to that merchant. */
export function accountOf({
  mchid,
  subMchid = '',
}: {
  readonly mchid: string;
  readonly subMchid?: string | undefined;
}): string {
  return `${mchid}/${subMchid}`;
}
