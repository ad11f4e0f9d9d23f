/**
 * `/sandbox/api/clock`: reads, moves, sets, jumps and stops the one clock. Times are ms since the
 * epoch, or ISO 8601 with a zone. Once something has happened the clock only moves forward: orders,
 * tokens and ledgers of the future would make no sense to anybody.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DAY_MS, shanghaiIso, startOfShanghaiDay } from '../hospital/time';
import type { SandboxClock } from './clock';
import { ControlRefusal, type ControlSection, type Moment } from './section';

/** Beyond that, seven-field cron expressions and tokens of the cloud make no sense. */
const LAST = Date.UTC(2099, 0, 1);
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

const body = z
  .strictObject({
    /** ms from now on. */
    advanceMs: z.int().optional(),
    /** ms ahead of real time. */
    offsetMs: z.int().optional(),
    /** A moment: ms since the epoch, or ISO 8601 with a zone such as +08:00. */
    setTo: z.union([z.int(), z.iso.datetime({ offset: true })]).optional(),
    /** A moment by name: midnight, HH:mm in Shanghai, or what a party knows. */
    to: z.string().min(1).max(128).optional(),
    /** Whether the clock stands from then on. */
    frozen: z.boolean().optional(),
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
    error: 'give one of advanceMs, offsetMs, setTo, to, or frozen',
  })
  .refine(
    ({ frozen: _frozen, ...moves }) =>
      Object.values(moves).filter((value) => value !== undefined).length <= 1,
    { error: 'give only one of advanceMs, offsetMs, setTo, to' },
  );

export interface ClockState {
  /** ms since the epoch. */
  readonly now: number;
  readonly iso: string;
  /** `2026-01-05T09:30:00+08:00` */
  readonly shanghai: string;
  readonly offsetMs: number;
  readonly frozen: boolean;
  /** What `to` takes here, `name` or `name:<of>`. */
  readonly moments: readonly string[];
}

export function clockState(clock: SandboxClock, sections: readonly ControlSection[]): ClockState {
  const now = clock.now();
  return {
    now,
    iso: new Date(now).toISOString(),
    shanghai: shanghaiIso(now),
    offsetMs: clock.offsetMs,
    frozen: clock.frozen,
    moments: momentNames(sections),
  };
}

/** The next time that the clock in Shanghai shows so, after `now`; undefined: not a time of day. */
export function nextTimeOfDay(now: number, text: string): number | undefined {
  const [, hours, minutes] = TIME_OF_DAY.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const at = startOfShanghaiDay(now) + Number(hours) * 3_600_000 + Number(minutes) * 60_000;
  return at > now ? at : at + DAY_MS;
}

export function clockRoutes(
  app: FastifyInstance,
  clock: SandboxClock,
  sections: readonly ControlSection[],
): void {
  app.get('/clock', () => Promise.resolve(clockState(clock, sections)));
  app.post('/clock', (request) => {
    const { frozen, ...move } = body.parse(request.body);
    const stood = clock.frozen;
    // it stands while it is set, so that a moment is met to the millisecond
    clock.freeze(true);
    try {
      const now = clock.now();
      const target = targetOf(move, now, clock.offsetMs, sections);
      if (target !== undefined) {
        refuseImpossible(target, now, sections);
        clock.advance(target - now);
      }
    } catch (error) {
      clock.freeze(stood);
      throw error;
    }
    clock.freeze(frozen ?? stood);
    for (const section of sections) section.clockMoved?.();
    return Promise.resolve(clockState(clock, sections));
  });
}

type Move = Omit<z.infer<typeof body>, 'frozen'>;

function targetOf(
  { advanceMs, offsetMs, setTo, to }: Move,
  now: number,
  offsetNow: number,
  sections: readonly ControlSection[],
): number | undefined {
  if (advanceMs !== undefined) return now + advanceMs;
  if (offsetMs !== undefined) return now - offsetNow + offsetMs;
  if (setTo !== undefined) return typeof setTo === 'number' ? setTo : Date.parse(setTo);
  return to === undefined ? undefined : momentNamed(to, now, sections);
}

function momentNamed(to: string, now: number, sections: readonly ControlSection[]): number {
  const timeOfDay = nextTimeOfDay(now, to === 'midnight' ? '00:00' : to);
  if (timeOfDay !== undefined) return timeOfDay;
  const [name, of = ''] = splitOnce(to);
  const moment = momentsOf(sections).find((known) => known.name === name);
  if (moment === undefined || (moment.of === undefined) !== (of === '')) {
    const known = momentNames(sections).join(', ');
    throw new ControlRefusal(400, 'bad-request', `to must be one of ${known}`);
  }
  const at = moment.at(of);
  if (at === undefined) throw new ControlRefusal(404, 'not-found', `there is no ${to} now`);
  return at;
}

function momentNames(sections: readonly ControlSection[]): readonly string[] {
  const known = momentsOf(sections).map(({ name, of }) =>
    of === undefined ? name : `${name}:<${of}>`,
  );
  return ['midnight', 'HH:mm', ...known];
}

function momentsOf(sections: readonly ControlSection[]): readonly Moment[] {
  return sections.flatMap(({ moments = [] }) => moments);
}

function splitOnce(text: string): readonly [string, string?] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

function refuseImpossible(target: number, now: number, sections: readonly ControlSection[]): void {
  if (target > LAST || target < 0) {
    throw new ControlRefusal(400, 'bad-request', 'the time must lie between 1970 and 2099');
  }
  if (target >= now || !sections.some((section) => section.hasLived?.())) return;
  throw new ControlRefusal(
    409,
    'clock-backwards',
    `it is ${shanghaiIso(now)} and orders were placed: the clock goes forward only. ` +
      'Begin anew with --fresh, or go to the next day.',
  );
}
