/**
 * Review: every kind of bill at a counter, in both orders of the parts, and back again in every way that a
 * clerk may ask for (money rules 4 and 9): what each party holds is what our book says.
 */
import { charged, clerk, counterSandbox, heldOf, pays, quoted, recorded } from '../support/counter-story';
import { nextStory } from '../support/medins-story';
import { asStaff, CLERK, hireClerk, later } from '../support/refunder';
import { ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(300_000);

let sandbox: TestSandbox;
const told: string[] = [];

async function each(first: string): Promise<void> {
  for (const story of sandbox.world.hospital.stories()) {
    for (const payWith of ['insurance', 'cash'] as const) {
      for (const way of ['paid', 'tender', 'whole', 'cash-only', 'cash-part', 'insurance-and-cash-part'] as const) {
        nextStory(sandbox);
        await pays(sandbox, way === 'tender' ? 'insufficient' : 'at-once');
        let line = `${first} ${story} ${payWith} ${way}: `;
        try {
          const { billId, patientId } = sandbox.world.hospital.issueStory(story, ZHANG_PATIENT);
          if (patientId !== ZHANG_PATIENT) { told.push(`${line} other patient`); continue; }
          const { charge, quote } = await quoted(sandbox, [billId], { payWith });
          line += JSON.stringify(quote.split);
          const answer = await charged(sandbox, charge);
          if (!answer.ok) { told.push(`${line} -> ${answer.reason}`); continue; }
          const { orderNo } = answer.value.order;
          let { stage } = await clerk(sandbox, 'confirm', orderNo);
          if (way === 'tender' && stage === 'tender') {
            const taken = await recorded(sandbox, orderNo);
            line += ` record ${taken.ok ? taken.value.order.stage : taken.reason}`;
          }
          if (way !== 'tender' && way !== 'paid') {
            const ask = { orderNo, mode: way, note: 'x', ...(way.endsWith('part') ? { cash: 100 } : {}) };
            const back = await sandbox.call(CLERK, 'staff', 'refund', ask as never);
            line += ` refund ${back.ok ? 'ok' : back.reason}`;
          }
          await later(sandbox, 20 * 60_000, 4);
          stage = (await clerk(sandbox, 'confirm', orderNo)).stage;
          const seen = await asStaff(sandbox, orderNo);
          told.push(`${line} -> ${stage} ${JSON.stringify(heldOf(sandbox, orderNo))} settle ${seen.settlement?.state ?? ''} refund ${seen.refund?.state ?? '-'} review ${seen.review?.reason ?? '-'}`);
        } catch (error) {
          told.push(`${line} !! ${String(error)}`);
        }
      }
    }
  }
}

it.each(['insurance', 'cash'] as const)('%s first', async (first) => {
  sandbox = await counterSandbox({ counter: { first }, rules: { httpTimeoutMs: 1_000, secondClerkAbove: 99999999 } });
  await hireClerk(sandbox);
  await each(first);
  await sandbox.close();
  require('node:fs').writeFileSync(`/tmp/kinds-${first}.txt`, told.join('\n'));
});
