/** What a door is given, with everything that it tells. */
import type { DoorDeps } from '../../cloudfunctions/doors/invocation';
import type { PlatformContext, ReadContext } from '../../cloudfunctions/doors/who';
import { listeningLog } from './doubles';

export interface DoorRig {
  readonly deps: DoorDeps & { readonly readContext: ReadContext };
  readonly lines: readonly string[];
  readonly alarms: readonly string[];
  readonly traces: readonly string[];
}

/** A door's surroundings in which the platform says `context` of the caller. */
export function readDoor(context: PlatformContext = { openId: 'oPerson' }): DoorRig {
  const { log, lines, alarms } = listeningLog();
  const traces: string[] = [];
  let serial = 0;
  return {
    deps: {
      log,
      ids: {
        hex: (bytes) => {
          serial += 1;
          return serial.toString(16).padStart(bytes * 2, '0');
        },
      },
      timeoutMs: 20_000,
      deadlineIn: (ms) => ({ leftMs: () => ms }),
      monotonicMs: () => 5,
      withTrace: (traceId, work) => {
        traces.push(traceId);
        return work();
      },
      readContext: () => context,
    },
    lines,
    alarms,
    traces,
  };
}
