/**
 * docs/error-codes.md from the catalogue. Written anew with
 * `npx tsx test/support/payinsurance-error-doc.ts > docs/error-codes.md && npx prettier --write docs/error-codes.md`.
 */
import { ERROR_CATALOGUE } from '../../cloudfunctions/channels/payinsurance/error-catalogue';
import type { PlatformError } from '../../cloudfunctions/channels/payinsurance/platform-error';

const HEAD = [
  'number',
  'meaning',
  'calls',
  'effect',
  'who acts',
  'again?',
  'reason',
  'for the engineer',
];

export const OWN_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['not-sent', 'No connection was made: effect `none`.'],
  ['no-answer', 'Time-out or cut connection: not known what happened.'],
  ['http-500, …', 'Another HTTP status than 200.'],
  [
    'unreadable',
    'Neither the XML of §3.1 nor an error of the gateway: cut, garbage, forbidden markup, doubled fields.',
  ],
  ['return-code, result-code', 'Neither SUCCESS nor FAIL.'],
  ['signature', 'Absent where it is required, or wrong.'],
  ['not-ours', 'appid, mch_id, sub_appid or sub_mch_id of somebody else.'],
  ['other-order', 'The answer is about another order.'],
  ['other-refund', 'The answer is about another refund of the order.'],
  [
    'refund-sums',
    'The platform took the refund with other sums than it was asked for: queryrefund tells what it does.',
  ],
  [
    'launch-missing',
    'The order was taken, but there is no way into the cashier: query, close, place anew.',
  ],
  [
    'state-unreadable, leg-unreadable, pay-type-unreadable, order-no-unreadable, refund-no-unreadable',
    'A value that §3.4 or §3.7 does not know, or a number that is not there.',
  ],
  [
    'field-NAME-RULE',
    'Our own request breaks its table (missing, kind, length, value): nothing was sent.',
  ],
  [
    'identity-paper',
    '1.0 insures holders of a resident identity card only (trap 35): nothing was sent.',
  ],
  ['no-time-left', 'The invocation is out of time: nothing was sent.'],
  [
    'token-wait',
    'Another caller is fetching the token and did not finish in time: nothing was sent.',
  ],
  [
    'token-not-sent, token-unknown, token-http-500, token-unreadable',
    'The token could not be fetched: nothing was sent.',
  ],
  [
    'token-still-refused',
    'The holder of the token hands out again what was refused: nothing was done.',
  ],
  ['unlisted', 'A code that does not look like one; not logged, since it may hold a name.'],
];

export function row(entry: PlatformError): readonly string[] {
  const { code, meaning, scope, effect, whoActs, retry, reason, engineer } = entry;
  const calls = scope.includes('any') ? 'all' : scope.join(', ');
  return [`\`${code}\``, meaning, calls, effect, whoActs, retry, `\`${reason}\``, engineer];
}

function table(source: PlatformError['source']): string {
  const rows = ERROR_CATALOGUE.filter((entry) => entry.source === source).map(row);
  return [HEAD, HEAD.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export function errorDoc(): string {
  return `# Error codes of 医保支付 1.0

What a number from the platform means here, and what may be done about it. The catalogue in \`cloudfunctions/channels/payinsurance\` is the source; a test keeps this page equal to it.

- **effect** (money rule 2): whether the failed call can have had an effect. \`none\`: nothing happened, the same number may be sent again, a bill may be freed. \`maybe\`: not known, only a query tells. \`done\`: it happened before. A number that comes from a call it is not documented for, or that is not here at all, is \`maybe\`.
- **again?** \`now\`: the same call may pass a little later. \`query-first\`: never before a query. \`after-repair\`: once somebody has acted. \`no\`: never with these contents.
- **reason**: the key of the sentence that the patient reads; numbers are never shown to patients.
- A refusal without a signature counts only where the effect is \`none\`; an answer that must be signed and is not, or wrongly, is \`maybe\` whatever it says.
- Where an unsigned refusal states numbers (\`err_code\`, \`errcode\`), every one of them must be here with effect \`none\`; its \`return_msg\` decides only when it states no number.

## Interface document v2.4 §5

${table('§5')}

## \`return_msg\` of §3.3

An answer with \`return_code\` FAIL carries no signature; it may name a number of §5 as well, which then counts.

${table('§3.3')}

## WeChat's gateway

The gateway in front of 医保支付 answers \`{"errcode":…,"errmsg":…}\`. On 40001, 40014 and 42001 a new token is fetched once, by one caller, and only if the stored one is still the refused one; what is listed here is what remains after that.

${table('gateway')}

## Codes of our own

They stand where the platform said no number: in the log and in the order's history.

| code | meaning |
| --- | --- |
${OWN_CODES.map(([code, meaning]) => `| \`${code}\` | ${meaning} |`).join('\n')}
`;
}

if (process.argv[1]?.endsWith('payinsurance-error-doc.ts') === true) {
  process.stdout.write(errorDoc());
}
