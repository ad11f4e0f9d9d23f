/** What is kept for how long, and in what portions it goes: docs/privacy.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SWEPT } from '../../cloudfunctions/adapters/cloud-store/retention';
import {
  DEFAULT_RETENTION,
  SWEPT_KINDS,
  sweptUpTo,
  type SweptKind,
} from '../../cloudfunctions/domain/retention';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import { sweep, type Sweeper } from '../../cloudfunctions/usecases/sweep';
import { HOSPITAL, listeningLog, stillClock } from '../support/doubles';
import { T0 } from '../support/orders';
import { ROOT } from '../support/project-files';
import { errorOf, GOOD, read } from '../support/settings-fixture';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Of each kind so many are over; `broken` ones cannot be asked. */
function rig(over: Partial<Record<SweptKind, number>>, broken: readonly SweptKind[] = []) {
  const clock = stillClock();
  const logged = listeningLog();
  const asked: { kind: SweptKind; upTo: number; limit: number }[] = [];
  const left = new Map<SweptKind, number>(SWEPT_KINDS.map((kind) => [kind, over[kind] ?? 0]));
  const facts = { name: '示例医院', phone: '020-0', address: '示例市某路1号', cityId: '449900' };
  const deps: Sweeper = {
    ...{ hospital: { id: HOSPITAL, ...facts }, rules: DEFAULT_RULES, scope: OWN_INSURANCE, clock },
    log: logged.log,
    retentionRules: DEFAULT_RETENTION,
    retention: {
      sweep: (_hospital, kind, upTo, limit) => {
        asked.push({ kind, upTo, limit });
        if (broken.includes(kind)) return Promise.reject(new Error(`no ${kind}`));
        const here = left.get(kind) ?? 0;
        const found = Math.min(here, limit);
        left.set(kind, here - found);
        return Promise.resolve(found);
      },
    },
  };
  return { asked, clock, deps, left, logged };
}
const forMs = (leftMs: number) => ({ leftMs: () => leftMs });
const PLENTY = forMs(60_000);

describe('the table', () => {
  it('keeps notices as long as a bill can be disputed, and proofs hardly longer than they count', () => {
    const ago = (kind: SweptKind) => T0 - sweptUpTo(DEFAULT_RETENTION, kind, T0);
    expect(ago('notice')).toBe(90 * DAY);
    expect(ago('reminder')).toBe(7 * DAY);
    expect(ago('invitation')).toBe(30 * DAY);
    expect([ago('phone-proof'), ago('attempt'), ago('lease')]).toEqual([HOUR, HOUR, HOUR]);
  });

  it('says of every collection whether it is ever swept, and names none that money rests on', () => {
    const file = join(ROOT, 'cloudfunctions/collections.json');
    const { collections } = JSON.parse(readFileSync(file, 'utf8')) as {
      collections: readonly {
        name: string;
        indexes: readonly { name: string; keys: readonly { name: string }[] }[];
      }[];
    };
    const kept = [
      ...['orders', 'bill_claims', 'refund_requests', 'staff', 'staff_audit'],
      ...['recon_days', 'recon_slices', 'recon_differences', 'recon_dealt', 'recon_closings'],
      ...['patient_links', 'reminder_consents', 'tokens'],
    ];
    const swept = Object.values(SWEPT).map(({ collection }) => collection);
    // a new collection is decided about here and in docs/privacy.md
    expect(collections.map(({ name }) => name).sort()).toEqual([...kept, ...swept].sort());
    for (const { collection, since, ofHospital } of Object.values(SWEPT)) {
      const declared = collections.find(({ name }) => name === collection);
      const index = declared?.indexes.find(({ name }) => name === 'swept');
      const keys = [...(ofHospital ? ['hospital'] : []), since];
      expect(index?.keys.map(({ name }) => name)).toEqual(keys);
    }
  });
});

describe('a hospital may say otherwise', () => {
  it('and what it leaves out stays', () => {
    expect(read(GOOD).retention).toEqual(DEFAULT_RETENTION);
    const { retention } = read({ ...GOOD, retention: { notice: 180 * DAY } });
    expect(retention).toEqual({ ...DEFAULT_RETENTION, notice: 180 * DAY });
  });

  it.each([
    ['notice', 30 * DAY],
    ['attempt', 0],
    ['lease', 60_000],
    ['reminder', HOUR],
    ['phone-proof', 8 * DAY],
    ['invitation', 366 * DAY],
  ] as const)('but not keep a %s for %d ms', (kind, ms) => {
    const wrong = errorOf(() => read({ ...GOOD, retention: { [kind]: ms } }));
    expect(wrong.message).toContain(`YIBAO_SETTINGS.retention.${kind}`);
  });

  it.each(['order', 'audit', 'report'])('nor sweep an %s', (kind) => {
    const wrong = errorOf(() => read({ ...GOOD, retention: { [kind]: DAY } }));
    expect(wrong.message).toContain('YIBAO_SETTINGS.retention');
  });
});

describe('one minute', () => {
  it('asks once a kind when nothing is over, each with its own moment', async () => {
    const here = rig({});
    await sweep(here.deps, PLENTY);
    expect(here.asked.map(({ kind }) => kind)).toEqual(SWEPT_KINDS);
    for (const { kind, upTo } of here.asked) {
      expect(upTo).toBe(here.clock.now() - DEFAULT_RETENTION[kind]);
    }
    expect(here.logged.lines).toEqual([]);
  });

  it('takes what is over in slices, at most a hundred of a kind, and goes on the next minute', async () => {
    const here = rig({ notice: 130, attempt: 19 });
    await sweep(here.deps, PLENTY);
    expect([here.left.get('notice'), here.left.get('attempt')]).toEqual([30, 0]);
    expect(here.asked.filter(({ kind }) => kind === 'attempt')).toHaveLength(1);
    expect(Math.max(...here.asked.map(({ limit }) => limit))).toBe(20);
    await sweep(here.deps, PLENTY);
    expect(here.left.get('notice')).toBe(0);
  });

  it('begins nothing that it could not end in time', async () => {
    const here = rig({ notice: 40 });
    await sweep(here.deps, forMs(2 * DEFAULT_RULES.httpTimeoutMs - 1));
    expect(here.asked).toEqual([]);
  });

  it('goes on with the others when one kind fails, and tells of it', async () => {
    const here = rig({ notice: 3 }, ['phone-proof']);
    await expect(sweep(here.deps, PLENTY)).rejects.toThrow('no phone-proof');
    expect(here.left.get('notice')).toBe(0);
  });
});
