/** The insurance card through its port: nothing is made up where there is no service (trap 42). */
import { createInsuranceCards } from '../../cloudfunctions/adapters/insurance-cards';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import type { InsuranceCards } from '../../cloudfunctions/ports/insurance-cards';
import { addFromInsuranceCard, insuranceCard } from '../../cloudfunctions/usecases/insurance-card';
import { bindingWorld, claimOf, md5, identityNumber, no, silent, yes } from '../support/binder';
import { FOREVER, listeningLog, OWNER, PATIENT } from '../support/doubles';

const ENTRY = { appId: 'wx0123456789abcdef', path: 'insurance-card/bind' };
const DIGEST = md5(identityNumber());
const ZHANG = { name: '张建国', idType: 1, idDigest: DIGEST } as const;
const ASK = { ticket: 'ict_1', cardNo: 'C000123401' };

function cardsOf(change: Partial<InsuranceCards> = {}): InsuranceCards {
  return {
    card: () => Promise.resolve(yes({ bound: false, entry: ENTRY })),
    identity: () => Promise.resolve(yes(ZHANG)),
    ...change,
  };
}

describe('the card', () => {
  const view = async (insuranceCards?: InsuranceCards) =>
    (await insuranceCard(insuranceCards === undefined ? {} : { insuranceCards }, OWNER, FOREVER))
      .card;

  it('is not configured where nobody configured it', async () => {
    expect(await view()).toEqual({ state: 'not-configured' });
  });

  it('can be bound where it is not, and is known to be bound', async () => {
    expect(await view(cardsOf())).toEqual({ state: 'unbound', ...ENTRY });
    const bound = () => Promise.resolve(yes({ bound: true, entry: ENTRY }));
    expect(await view(cardsOf({ card: bound }))).toEqual({ state: 'bound', ...ENTRY });
    const nowhere = () => Promise.resolve(yes({ bound: false }));
    expect(await view(cardsOf({ card: nowhere }))).toEqual({ state: 'not-configured' });
  });

  it('is not guessed when the service is silent', async () => {
    const mute = cardsOf({ card: () => Promise.resolve(silent) });
    await expect(view(mute)).rejects.toMatchObject({ name: 'Refusal', retry: true });
  });
});

describe('adding oneself by it', () => {
  const add = (here: ReturnType<typeof bindingWorld>, insuranceCards?: InsuranceCards) =>
    addFromInsuranceCard(
      { ...here.deps, ...(insuranceCards === undefined ? {} : { insuranceCards }) },
      OWNER,
      ASK,
      FOREVER,
    );

  it('binds whom the service vouches for and the hospital knows, as oneself', async () => {
    const here = bindingWorld();
    const asked: unknown[] = [];
    const identity: InsuranceCards['identity'] = (ask) => {
      asked.push(ask);
      return Promise.resolve(yes(ZHANG));
    };
    expect(await add(here, cardsOf({ identity }))).toEqual({ patientId: PATIENT });
    expect(asked).toEqual([{ owner: OWNER, ticket: 'ict_1' }]);
    const { relation: _unsaid, ...claim } = claimOf();
    expect(here.sent).toContainEqual({ to: 'his.match', what: claim });
    expect(here.timesSent('verifier')).toBe(0);
    expect(await here.linksOf()).toMatchObject([
      { proof: 'insurance-card', relation: 'self', nameMasked: '张*国', cardNoMasked: '****3401' },
    ]);
  });

  it('is refused where there is no such service, and nobody is asked', async () => {
    const here = bindingWorld();
    await expect(add(here)).rejects.toMatchObject({ reason: 'insurance-card-not-configured' });
    expect(here.sent).toEqual([]);
  });

  it('binds nothing for a ticket that is not theirs, or another paper', async () => {
    const here = bindingWorld();
    const identity = () => Promise.resolve(no('insurance-card-ticket'));
    await expect(add(here, cardsOf({ identity }))).rejects.toMatchObject({
      ...{ reason: 'insurance-card-ticket', retry: false },
    });
    const passport = () => Promise.resolve(yes({ ...ZHANG, idType: 8 as const }));
    await expect(add(here, cardsOf({ identity: passport }))).rejects.toMatchObject({
      reason: 'identity-paper-unsupported',
    });
    expect(here.timesSent('his.match')).toBe(0);
    expect(await here.linksOf()).toEqual([]);
  });

  it('binds nothing when the hospital knows that card under another name', async () => {
    const here = bindingWorld();
    here.script.match = () => no('identity-mismatch');
    await expect(add(here, cardsOf())).rejects.toMatchObject({ reason: 'identity-mismatch' });
    expect(await here.linksOf()).toEqual([]);
  });

  it('counts as an attempt like any other way of adding a patient', async () => {
    const here = bindingWorld();
    const identity = () => Promise.resolve(no('insurance-card-ticket'));
    for (let at = 0; at < 8; at += 1) await add(here, cardsOf({ identity })).catch(String);
    await expect(add(here, cardsOf())).rejects.toMatchObject({ reason: 'too-many-attempts' });
  });
});

describe('on the wire', () => {
  function service(outcome: HttpOutcome) {
    const sent: HttpRequest[] = [];
    const logged = listeningLog();
    const http = {
      send: (request: HttpRequest) => {
        sent.push(request);
        return Promise.resolve(outcome);
      },
    };
    const config = { baseUrl: 'https://card.example/api', token: 't0ken', timeoutMs: 5000 };
    return { cards: createInsuranceCards(config, { http, log: logged.log }), sent, ...logged };
  }
  const answered = (status: number, body: unknown): HttpOutcome => ({
    ...{ ok: true, status, body: typeof body === 'string' ? body : JSON.stringify(body) },
  });

  it('asks with the token, and leaves name, digest and ticket out of the log', async () => {
    const here = service(answered(200, ZHANG));
    const ask = { owner: OWNER, ticket: 'ict_s3cret' };
    expect(await here.cards.identity(ask, FOREVER)).toEqual(yes(ZHANG));
    expect(here.sent).toMatchObject([
      {
        ...{ method: 'POST', url: 'https://card.example/api/identity' },
        headers: { authorization: 'Bearer t0ken' },
        body: JSON.stringify({ openid: OWNER, ticket: 'ict_s3cret' }),
      },
    ]);
    expect(here.lines.join()).not.toMatch(/s3cret|张建国|t0ken/);
    expect(here.lines.join()).not.toContain(DIGEST);
  });

  it.each([
    ['a name missing', answered(200, { idType: 1, idDigest: DIGEST }), 'MISSHAPEN'],
    ['a digest that is none', answered(200, { ...ZHANG, idDigest: 'x' }), 'MISSHAPEN'],
    ['rubbish', answered(200, '<<<garbage'), 'MISSHAPEN'],
    ['a refusal nobody knows', answered(409, { code: 'NO' }), 'HTTP_409'],
    ['a wrong token', answered(401, { code: 'UNAUTHORIZED' }), 'HTTP_401'],
    ['a crash', answered(500, ''), 'HTTP_500'],
    ['silence', { ok: false, failure: 'unknown' } as const, 'NO_ANSWER'],
    ['no way there', { ok: false, failure: 'not-sent' } as const, 'NOT_SENT'],
  ])('%s proves nothing', async (_what, outcome, code) => {
    const { cards } = service(outcome);
    const answer = await cards.identity({ owner: OWNER, ticket: 'x' }, FOREVER);
    expect(answer).toMatchObject({ ok: false, certain: false, code });
  });

  it('a ticket that is not good is a no for certain', async () => {
    const { cards } = service(answered(409, { code: 'TICKET_INVALID', message: '…' }));
    expect(await cards.identity({ owner: OWNER, ticket: 'x' }, FOREVER)).toMatchObject({
      ...{ ok: false, certain: true, reason: 'insurance-card-ticket' },
    });
  });

  it('takes an entry only if a phone could open it', async () => {
    const bad = service(answered(200, { bound: false, entry: { appId: 'x', path: 'y' } }));
    expect(await bad.cards.card(OWNER, FOREVER)).toMatchObject({ ok: false, certain: false });
    const good = service(answered(200, { bound: false, entry: ENTRY }));
    expect(await good.cards.card(OWNER, FOREVER)).toEqual(yes({ bound: false, entry: ENTRY }));
  });
});
