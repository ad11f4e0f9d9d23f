/**
 * What is kept: stored orders a page at a time beside the other parties' view, one collection as a
 * file, and everything as a backup that another folder goes on from.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBackup, restoreBackup } from '../../sandbox/control/backup';
import { backUp } from '../../sandbox/control/backup-command';
import { confirm, pay, placed } from '../support/payer';
import { testSandbox, type TestSandbox } from '../support/sandbox';

jest.setTimeout(30_000);

let sandbox: TestSandbox;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-backup-'));
  sandbox = await testSandbox({ dataDir: join(folder, 'here') });
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const json = async (path: string, from: TestSandbox = sandbox) =>
  (await from.request(`/sandbox/api${path}`)).json;
const text = async (path: string) => {
  const response = await fetch(`${sandbox.world.origin}/sandbox/api${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

async function paidOrder(story = 'all-insurance'): Promise<string> {
  const { orderNo } = await placed(sandbox, story);
  await pay(sandbox, orderNo);
  await confirm(sandbox, orderNo);
  return orderNo;
}

interface Page {
  orders: { orderNo: string }[];
  total: number;
  next?: string;
}

describe('orders', () => {
  it('come newest first, a page at a time, each once', async () => {
    const placedNos: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      placedNos.unshift((await placed(sandbox, 'self-pay')).orderNo);
      sandbox.world.clock.advance(1_000);
    }
    const seen: string[] = [];
    let after = '';
    do {
      const page = (await json(`/cloud/orders?limit=2${after}`)) as Page;
      expect(page.total).toBe(5);
      expect(page.orders.length).toBeLessThanOrEqual(2);
      seen.push(...page.orders.map(({ orderNo }) => orderNo));
      after = page.next === undefined ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(seen).toEqual(placedNos);
  });

  it('are shown as we, the platform and the hospital see them', async () => {
    const orderNo = await paidOrder('insurance-and-cash');
    expect(await json(`/cloud/orders/${orderNo}`)).toMatchObject({
      orderNo,
      ours: {
        payment: 'paid',
        legs: { cash: 'paid', insurance: 'paid' },
        settlement: { state: 'settled' },
        proof: { total: 42_400 },
      },
      platform: { state: 'SUCCESS', cash: 'SUCCESS', insurance: 'PAYED', totalFee: 42_400 },
      hospital: { status: 'settled', totalFen: 42_400, bills: [{ status: 'settled' }] },
    });
    const { ours } = (await json(`/cloud/orders/${orderNo}`)) as {
      ours: { history: { event: string; outcome: string }[]; version: number };
    };
    expect(ours.history.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['accepted', 'paid', 'settled']),
    );
    expect(ours.version).toBeGreaterThan(2);
  });

  it('show that the platform never heard of an order without it', async () => {
    const { orderNo } = await placed(sandbox, 'zero-total');
    expect(await json(`/cloud/orders/${orderNo}`)).toMatchObject({ platform: null });
  });

  it('that are asked for wrongly are answered with words', async () => {
    const asked = [
      ['/cloud/orders?limit=0', 400],
      ['/cloud/orders?limit=201', 400],
      ['/cloud/orders?before=x', 400],
      ['/cloud/orders?after=nobody', 404],
      ['/cloud/orders/nobody', 404],
      ['/cloud/export', 400],
      ['/cloud/export?collection=orders&format=xml', 400],
      ['/cloud/export?collection=secrets', 404],
    ] as const;
    for (const [path, status] of asked) {
      const answer = await sandbox.request(`/sandbox/api${path}`);
      expect([path, answer.status]).toEqual([path, status]);
      expect(JSON.stringify(answer.json)).toMatch(/"message":".{8,}"/);
    }
  });
});

describe('the export of a collection', () => {
  it('is every document as JSON', async () => {
    const orderNo = await paidOrder();
    const { headers, text: body } = await text('/cloud/export?collection=orders');
    expect(headers.get('content-disposition')).toMatch(/attachment; filename="orders-.*\.json"/);
    expect(JSON.parse(body)).toEqual(sandbox.world.database.documents('orders'));
    expect(body).toContain(orderNo);
  });

  it('is every leaf as CSV that a spreadsheet reads', async () => {
    const orderNo = await paidOrder();
    const { headers, text: body } = await text('/cloud/export?collection=orders&format=csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head = '', row = '', ...rest] = body.replace('\uFEFF', '').split('\r\n');
    expect(rest).toEqual(['']);
    const names = head.split(',');
    expect(names).toEqual(expect.arrayContaining(['_id', 'order.legs.cash', 'order.payment']));
    expect(row.startsWith(orderNo)).toBe(true);
    expect(row).toContain(',paid,');
  });

  it('of an empty collection is empty', async () => {
    expect(JSON.parse((await text('/cloud/export?collection=leases')).text)).toEqual([]);
  });
});

describe('a backup', () => {
  const file = () => join(folder, 'all.backup');

  /** What must be the same on the other side. */
  async function state(of: TestSandbox) {
    const { database, platform, hospital, secrets } = of.world;
    return {
      orders: database.documents('orders'),
      claims: database.documents('bill_claims'),
      links: database.documents('patient_links'),
      platform: platform.engine.orders(),
      notices: platform.engine.notices.list(),
      bills: hospital.bills(),
      ledger: hospital.ledger(),
      secrets,
      collections: await json('/cloud/collections', of),
    };
  }

  it('of a running sandbox goes on elsewhere with the same orders, claims and books', async () => {
    const paid = await paidOrder();
    const open = await placed(sandbox, 'insurance-and-cash');
    const before = await state(sandbox);
    await backUp(join(folder, 'here'), file());
    expect((await stat(file())).mode & 0o077).toBe(0);

    const there = join(folder, 'there');
    await restoreBackup(file(), there);
    const restored = await testSandbox({ dataDir: there, clock: sandbox.world.clock });
    try {
      expect(await state(restored)).toEqual(before);
      await pay(restored, open.orderNo);
      expect(await confirm(restored, open.orderNo)).toMatchObject({ hospital: 'settled' });
      expect(await confirm(restored, paid)).toMatchObject({ hospital: 'settled' });
      expect(await confirm(sandbox, open.orderNo)).toMatchObject({ payment: 'unpaid' });
    } finally {
      await restored.close();
    }
  });

  it('taken while orders are being placed holds each whole or not at all', async () => {
    const placing = Promise.all(Array.from({ length: 6 }, () => placed(sandbox, 'self-pay')));
    const first = placed(sandbox, 'self-pay');
    const { orderNo } = await first;
    await backUp(join(folder, 'here'), file());
    const orders = await placing;
    const there = join(folder, 'there');
    await restoreBackup(file(), there);
    const restored = await testSandbox({ dataDir: there, clock: sandbox.world.clock });
    try {
      const kept = restored.world.database.documents('orders').map(({ _id }) => _id);
      expect(kept).toContain(orderNo);
      for (const { asked } of restored.world.platform.engine.orders()) {
        // money rule 1: stored before the platform hears of it, in every copy too
        expect(kept).toContain(asked.hosp_out_trade_no);
      }
      expect(new Set([orderNo, ...orders.map((one) => one.orderNo)]).size).toBe(7);
    } finally {
      await restored.close();
    }
  });

  it('of a folder that nobody uses is read from its files', async () => {
    const orderNo = await paidOrder();
    const { clock } = sandbox.world;
    await sandbox.close();
    await backUp(join(folder, 'here'), file());
    await restoreBackup(file(), join(folder, 'there'));
    sandbox = await testSandbox({ dataDir: join(folder, 'there'), clock });
    expect(await confirm(sandbox, orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('comes over the control API as well, and keeps nothing half written', async () => {
    await paidOrder();
    const response = await fetch(`${sandbox.world.origin}/sandbox/api/backup`);
    await writeFile(file(), Buffer.from(await response.arrayBuffer()));
    expect((await checkBackup(file())).files.map(({ name }) => name)).toEqual([
      'cloud.journal',
      'hospital.journal',
      'platform.journal',
      'secrets.json',
      'wechatpay-keys.json',
      'voucher-centre-keys.json',
    ]);
  });

  it('is refused where it would overwrite, or where there is nothing', async () => {
    const here = join(folder, 'here');
    await backUp(here, file());
    await expect(backUp(here, file())).rejects.toThrow('is there already');
    await expect(backUp(join(folder, 'nowhere'), join(folder, 'x'))).rejects.toThrow(
      'no sandbox is kept',
    );
    await expect(restoreBackup(file(), here)).rejects.toThrow('not empty');
    expect(existsSync(`${file()}.part`)).toBe(false);
  });

  it('that is damaged, cut short or something else restores nothing', async () => {
    await paidOrder();
    const here = join(folder, 'here');
    const there = join(folder, 'there');
    const spoil: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
      [
        'a flipped byte',
        async (path) => {
          const bytes = await readFile(path);
          bytes.writeUInt8(bytes.readUInt8(bytes.length - 200) ^ 1, bytes.length - 200);
          await writeFile(path, bytes);
        },
      ],
      ['cut short', async (path) => truncate(path, (await stat(path)).size - 10)],
      ['grown', (path) => appendFile(path, 'x')],
      ['another file', (path) => writeFile(path, '{"orders": []}')],
      [
        'a name outside the folder',
        async (path) => {
          const whole = await readFile(path, 'latin1');
          await writeFile(path, whole.replace('"secrets.json"', '"../secrets.j"'), 'latin1');
        },
      ],
      ['empty', (path) => truncate(path, 0)],
    ];
    for (const [how, act] of spoil) {
      const broken = join(folder, how);
      await backUp(here, broken);
      await act(broken);
      await expect(restoreBackup(broken, there)).rejects.toThrow(/damaged|is not a backup/);
      expect(existsSync(there)).toBe(false);
    }
    await expect(restoreBackup(join(folder, 'none'), there)).rejects.toThrow('cannot be read');
  });
});

it('does not forget what a running sandbox keeps', async () => {
  const dataDir = join(folder, 'here');
  await expect(testSandbox({ dataDir, fresh: true })).rejects.toThrow('already open');
  expect(existsSync(join(dataDir, 'cloud.journal'))).toBe(true);
});
