/**
 * The envelope of an answer (one-code specification V1.0 §1.3.2.2), and the ways in which a script has it
 * spoiled, so that whoever reads it can be seen to refuse it.
 */

import { randomText } from '../payinsurance/random';
import { sealed, sealedWithZeros } from './crypto';
import type { CentreRefusal } from './errors';
import type { Texts } from './fields';
import { leversOf, setLevers, type CallName, type Spoilt, type World } from './model';

export function refused({ code, message }: CentreRefusal): string {
  return JSON.stringify({ code, message, type: 'error' });
}

export function answered(world: World, call: CallName, said: Texts): string {
  const how = takeSpoilt(world, call);
  const said0 = { code: 0, type: 'success', message: '成功' };
  if (how === 'no-data') return JSON.stringify(said0);
  const encData = envelopeOf(world, JSON.stringify(said), how);
  return JSON.stringify({ ...said0, data: { encData } });
}

/** Uses up one that a script asked for. */
function takeSpoilt(world: World, call: CallName): Spoilt | undefined {
  const { nextAnswers } = leversOf(world);
  const [first, ...rest] = nextAnswers[call];
  if (first !== undefined) setLevers(world, { nextAnswers: { ...nextAnswers, [call]: rest } });
  return first;
}

function envelopeOf(
  world: World,
  text: string,
  how: Exclude<Spoilt, 'no-data'> | undefined,
): string {
  const { sm4Key } = world.keys;
  switch (how) {
    case undefined:
      return sealed(text, sm4Key);
    case 'plain':
      return text;
    case 'not-json':
      return sealed(text.slice(1), sm4Key);
    case 'lower-case':
      return sealed(text, sm4Key).toLowerCase();
    case 'wrong-padding':
      return sealedWithZeros(text, sm4Key);
    case 'wrong-key':
      return sealed(text, otherKey(world));
    case 'tampered': {
      const right = sealed(text, sm4Key);
      return `${right.startsWith('A') ? 'B' : 'A'}${right.slice(1)}`;
    }
  }
}

function otherKey(world: World): string {
  const drawn = Buffer.from(randomText(world.random, 16)).toString('hex');
  return drawn === world.keys.sm4Key ? otherKey(world) : drawn;
}
