/** Messages are the least of what a minute does: their trouble stops neither orders nor books. */
import { minuteTick } from '../../cloudfunctions/usecases/minute-tick';
import type { ReconDeps } from '../../cloudfunctions/usecases/reconcile-deps';
import { FOREVER } from '../support/doubles';
import { placed } from '../support/placed';
import { reconRig } from '../support/recon-rig';
import { remindingWorld } from '../support/reminding';

it.todo('x');
