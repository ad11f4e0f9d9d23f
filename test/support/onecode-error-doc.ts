/**
 * docs/error-codes-onecode.md from the catalogue. Written anew with
 * `npx tsx test/support/onecode-error-doc.ts > docs/error-codes-onecode.md && npx prettier --write docs/error-codes-onecode.md`.
 */
import { OWN_FAULTS } from '../../cloudfunctions/channels/onecode/own-faults';
import {
  RETURN_CODES,
  UNLISTED,
  type ReturnCode,
} from '../../cloudfunctions/channels/onecode/return-codes';

const HEAD = ['code', 'meaning', 'who acts', 'again?', 'reason', 'for the clerk'];

export function row({ code, meaning, whoActs, again, reason, clerk }: ReturnCode) {
  return [`\`${code}\``, meaning, whoActs, again, `\`${reason}\``, clerk];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const codes = (scope: ReturnCode['scope']): string =>
  table(HEAD, RETURN_CODES.filter((entry) => entry.scope === scope).map(row));

const own = Object.entries(OWN_FAULTS).map(([name, { kind, meaning, reason, clerk }]) => [
  `\`${name}\``,
  kind,
  meaning,
  `\`${reason}\``,
  clerk,
]);

export function errorDoc(): string {
  return `# Return codes of 医保码一码付

What a return code of the regional 电子凭证中心 means here (one-code specification V1.0 §1.7), and what the clerk may do about it. The catalogue in \`cloudfunctions/channels/onecode\` is the source; a test keeps this page equal to it. Those of [1.0](error-codes.md) and [2.0](error-codes-2.0.md) are other pages.

A code in the order's history reads \`onecode 500243\`: the number, or a name of our own from the last table.

- **Nothing is charged by any of them.** The centre only says whether the person can pay and gives the certificate; without a certificate in hand there is no charge.
- **who acts**: the patient, the clerk, the hospital's engineer, or the centre.
- **again?** \`now\`: the same once more. \`later\`: after a minute. \`new-code\`: with a code that the patient shows anew. \`after-repair\`: once somebody has acted. \`no\`.
- **reason**: the key of the short sentence on the counter's page.
- The number alone decides. The message beside it, such as the suffix of 500319 (通知失败原因：xxx), is neither shown nor stored nor logged: it may hold a name.

## Of the system

\`0\` is success; everything else is not.

${codes('system')}

## Of the 电子凭证中心

${codes('centre')}

A number that is in neither table: who acts is the ${UNLISTED.whoActs}, again is \`${UNLISTED.again}\`, the reason is \`${UNLISTED.reason}\`, and the clerk reads: ${UNLISTED.clerk}

## Names of our own

Where the centre did not answer, or what came is not what the document says. \`refused\`: nothing was asked, or what came is not taken; \`unknown\`: no usable answer came.

${table(['code', 'outcome', 'meaning', 'reason', 'for the clerk'], own)}

Between the cloud and the counter service the same stands as \`counter not-sent\`, \`counter no-answer\`, \`counter unreadable\` or \`counter http-503\`, with the reason \`counter-unreachable\`; \`counter http-400\` and other 4xx, with \`one-code-misconfigured\`: the two are of different versions.
`;
}

if (process.argv[1]?.endsWith('onecode-error-doc.ts') === true) {
  process.stdout.write(errorDoc());
}
