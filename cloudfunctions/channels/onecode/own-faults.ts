/**
 * What can go wrong with a call of 一码付 before a return code counts, or after code 0: by our own name, which
 * stands in logs and outcomes as `onecode <name>`. In none of these has a certificate come to us, so that
 * nothing can have been charged with it.
 */
import type { Failure } from '../../ports/payment-channel';
import type { Reason } from '../../../miniprogram/shared/reasons';
import { reasonOf, returnCode, UNLISTED } from './return-codes';

interface OwnFault {
  /** refused: nothing was asked, or what came is not taken · unknown: nobody answered us. */
  readonly kind: 'refused' | 'unknown';
  readonly meaning: string;
  readonly reason: Reason;
  /** For the clerk, in Chinese. */
  readonly clerk: string;
}

const UNREACHED = '暂时连不上电子凭证中心，请稍后再试；仍不行时请改用其他方式收款。';
const ENGINEER = '一码付接入有问题，请把提示的代码告诉信息科；现金部分请改用其他方式收取。';

const unreached = (meaning: string): OwnFault => ({
  kind: 'unknown',
  meaning,
  reason: 'one-code-busy',
  clerk: UNREACHED,
});
const broken = (kind: OwnFault['kind'], meaning: string): OwnFault => ({
  kind,
  meaning,
  reason: 'one-code-misconfigured',
  clerk: ENGINEER,
});

export const OWN_FAULTS = {
  'not-sent': unreached('No connection to the centre was made, or no time was left for one.'),
  'no-answer': unreached('Time-out or cut connection.'),
  'http-error': unreached('The answer has another status than 200; the status is not looked at.'),
  unreadable: unreached('The answer is not JSON, or has no whole number as `code`.'),
  contradicts: broken(
    'unknown',
    'Code 0, but `type`, `success`, `message` or `data` are not those of a success (§1.3.2.2).',
  ),
  'not-decrypted': broken(
    'unknown',
    '`encData` is not upper-case hex of whole blocks, its padding is wrong, or it is not UTF-8: another key, or tampered with.',
  ),
  misshapen: broken(
    'unknown',
    'What was decrypted is not exactly the fields of the call within their lengths (§1.5; trap 25).',
  ),
  'certificate-of-another': {
    kind: 'refused',
    meaning:
      'The certificate was given before, for another person’s token, or repeats our own: an old answer was put in (trap 25). Not used; an alarm.',
    reason: 'one-code-refused',
    clerk: '付款凭据异常，没有扣款，请重新扫码；并把提示的代码告诉信息科。',
  },
  'number-used': {
    kind: 'refused',
    meaning:
      'A certificate was asked for under this order’s number before: a second one is a second order.',
    reason: 'one-code-refused',
    clerk: '这笔订单已经请求过付款凭据，没有再次请求，请重新发起收款。',
  },
  'token-missing': {
    kind: 'refused',
    meaning: 'The reader gave no token. Nothing was sent.',
    reason: 'one-code-misconfigured',
    clerk: '没有拿到医保码的令牌，请重新扫码；仍不行时请告诉信息科。',
  },
  'field-wrong': broken(
    'refused',
    'A field of §1.5 is empty, too long, or holds control characters; which one stands behind the name: `field-devId`. Nothing was sent.',
  ),
} as const satisfies Readonly<Record<string, OwnFault>>;

export type OwnFaultName = keyof typeof OWN_FAULTS;

/** How a call ended without a usable answer; `code` is one word, fit for the log. */
export interface Ended extends Pick<OwnFault, 'kind' | 'reason'> {
  readonly code: string;
}

/** `code`: instead of the name, where it says more. */
export function ownFault(name: OwnFaultName, code: string = name): Ended {
  const { kind, reason } = OWN_FAULTS[name];
  return { kind, reason, code };
}

/** A number of §1.7, or one that is not listed there. */
export function returned(code: number): Ended {
  return { kind: 'refused', reason: reasonOf(code), code: String(code) };
}

export function failureOf({ kind, reason, code }: Ended): Failure & Pick<Ended, 'kind'> {
  return { kind, reason, code: `onecode ${code}` };
}

/** What the clerk reads of a failure's code, `onecode 500243` or `onecode not-sent`; in Chinese. */
export function clerkSentence(code: string): string | undefined {
  const name = /^onecode (\S{1,60})$/.exec(code)?.[1];
  if (name === undefined) return undefined;
  if (/^-?\d{1,9}$/.test(name)) return (returnCode(Number(name)) ?? UNLISTED).clerk;
  if (name.startsWith('field-')) return OWN_FAULTS['field-wrong'].clerk;
  return isOwn(name) ? OWN_FAULTS[name].clerk : undefined;
}

function isOwn(name: string): name is OwnFaultName {
  return Object.hasOwn(OWN_FAULTS, name);
}
