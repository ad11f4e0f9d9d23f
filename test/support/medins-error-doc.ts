/**
 * docs/error-codes-2.0.md from the catalogue. Written anew with
 * `npx tsx test/support/medins-error-doc.ts > docs/error-codes-2.0.md && npx prettier --write docs/error-codes-2.0.md`.
 */
import type { CallName } from '../../cloudfunctions/channels/medins/api';
import { CALLS, type ApiError } from '../../cloudfunctions/channels/medins/api-error';
import { ERROR_CATALOGUE } from '../../cloudfunctions/channels/medins/error-catalogue';

const HEAD = [
  'code',
  'meaning',
  'effect',
  'who acts',
  'again?',
  'reason',
  'for the clerk',
  'for the engineer',
];

export const OWN_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['not-sent', 'No connection was made, to neither host: nothing can have arrived.'],
  ['no-time-left', 'The invocation is out of time: nothing was sent.'],
  ['no-answer', 'Time-out or cut connection: not known what happened.'],
  ['http-302, …', 'A verified answer that is neither 2xx nor an error.'],
  ['unreadable', 'A verified 2xx whose body is no JSON object.'],
  ['http-500-unreadable, …', 'A verified error without `code`.'],
  [
    'unverified-missing-header-200, …',
    'One of the four Wechatpay- headers is missing; behind it the HTTP status. With 401: our own signature, serial or clock is wrong.',
  ],
  ['unverified-malformed-header-200, …', 'A Wechatpay- header that cannot be what it should be.'],
  [
    'unverified-stale-200, …',
    'More than five minutes away from our clock: an old answer, or our clock is wrong.',
  ],
  [
    'unverified-unknown-key-200, …',
    'Signed with a key that is not in `platformKeys`: has WeChat Pay rotated its key?',
  ],
  ['unverified-signature-200, …', 'The signature does not fit the body, or is a probe.'],
  [
    'price',
    'The split of 6202 cannot be an order: it does not add up, or asks another total than the bills did.',
  ],
  [
    'nothing-to-pay',
    'The split of 6202 asks nothing: the upload is withdrawn, the bill is settled with the hospital alone.',
  ],
  ['unlisted', 'A word that does not look like one; not logged, since it may hold a name.'],
];

/** "none", or "none: prepay, mixed-order; maybe: refund-cash"; the calls that are left out are maybe. */
export function effects(entry: ApiError): string {
  const groups = (['none', 'maybe', 'done'] as const).map((effect) => {
    const calls = CALLS.filter((call: CallName) => entry.effects[call] === effect);
    if (calls.length === 0) return '';
    return calls.length === CALLS.length ? effect : `${effect}: ${calls.join(', ')}`;
  });
  return groups.filter((group) => group !== '').join('; ');
}

export function row(entry: ApiError): readonly string[] {
  const { code, meaning, whoActs, again, reason, clerk, engineer } = entry;
  return [`\`${code}\``, meaning, effects(entry), whoActs, again, `\`${reason}\``, clerk, engineer];
}

function table(source: ApiError['source']): string {
  const rows = ERROR_CATALOGUE.filter((entry) => entry.source === source).map(row);
  return [HEAD, HEAD.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export function errorDoc(): string {
  return `# Error codes of 移动医保支付 2.0

What an error of the APIv3 gateway means here, and what may be done about it; \`charge\` and \`reverse\` are the calls of 付款码支付 at a counter, which the same gateway answers. The catalogue in \`cloudfunctions/channels/medins\` is the source; a test keeps this page equal to it. Those of 1.0 are [another page](error-codes.md).

A code in the order's history reads \`268512536 08F7…-268512536\`: the number, or else the word, and behind it the Request-Id, by which WeChat's support finds the call in its logs.

- **effect** (money rule 2): whether the failed call can have had an effect. \`none\`: nothing happened, a bill may be freed. \`maybe\`: not known, only a query tells. \`done\`: it happened before. It stands with the calls for which it is documented; from any other call the same error is \`maybe\`, as is an error that is not here at all, and as is every answer with status 5xx.
- **again?** \`now\`: the same call may pass a little later. \`query-first\`: never before a query. \`after-repair\`: once somebody has acted. \`no\`: never with these contents.
- **reason**: the key of the sentence that the patient reads; numbers are never shown to patients.
- Only a verified answer counts. A refusal without a right signature leaves the call unknown, whatever it says.
- Where an answer has both, the number decides, since it says more than the word; behind 268510610 the bureau's text decides, where it is known.

## Numbers at the end of a Request-Id

From the troubleshooting guides for merchants and service providers (错误码 TOP 20).

${table('number')}

## Words of APIv3

${table('word')}

## Texts of the insurance bureau

They stand in the message of 268510610 and in \`med_ins_fail_reason\`, and are known by fragments. What is stored, logged and shown is the code, never the text, which may name people.

${table('bureau')}

## Codes of our own

They stand where the platform said nothing that counts: in the log and in the order's history.

| code | meaning |
| --- | --- |
${OWN_CODES.map(([code, meaning]) => `| \`${code}\` | ${meaning} |`).join('\n')}
`;
}

if (process.argv[1]?.endsWith('medins-error-doc.ts') === true) {
  process.stdout.write(errorDoc());
}
