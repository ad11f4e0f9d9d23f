/** Opens a page of the staff's package with answers for every action, for its page tests. */
import * as counter from './counter-phone-answers';
import { accepted, fakeWx, settle, type FakeWx, type FunctionCall } from './fake-wx';
import { loadPhone, type PageInstance } from './phone-modules';
import * as said from './staff-phone-answers';

export type StaffAnswers = Record<string, unknown>;

const ANSWERS: StaffAnswers = {
  whoAmI: accepted(said.clerk),
  figures: accepted({ figures: said.figures }),
  findOrders: accepted({ orders: [said.line] }),
  order: accepted({ order: said.paidOrder }),
  previewRefund: accepted({ cash: 4000, insurance: 0, insuranceStays: true }),
  refund: accepted({ order: said.refundingOrder }),
  refundRequests: accepted({ requests: [said.request] }),
  approveRefund: accepted({ orderNo: said.paidOrder.orderNo }),
  dismissRefund: accepted({}),
  reviewQueue: accepted({ cases: [said.transferCase], more: false }),
  endReview: accepted({ order: said.paidOrder }),
  reconciledDays: accepted({ days: [said.day] }),
  differences: accepted({ differences: [said.difference] }),
  settleDifference: accepted({ open: 0 }),
  closeDay: accepted({}),
  reconcileAgain: accepted({}),
  dayFile: accepted({ file: said.file }),
  shift: accepted({ shift: said.shift }),
  shiftFile: accepted({ file: said.file }),
  acceptance: accepted({ acceptance: said.acceptance }),
  acceptanceFile: accepted({ file: said.file }),
  members: accepted({ members: said.members }),
  shutOut: accepted({ members: said.members.slice(0, 1) }),
  invite: accepted({ code: 'K7MP4XQ2', expiresAt: said.AT + 86_400_000 }),
  join: accepted({ role: 'clerk', name: '刘收费' }),
  audit: accepted({ lines: said.auditLines }),
};

/** Of the function `counter`: no action has the name of one of `staff`. */
const COUNTER_ANSWERS: StaffAnswers = {
  counters: accepted({ enabled: false, first: 'insurance', counters: [] }),
  open: accepted({ orders: [] }),
  scan: accepted({ scan: counter.scanned }),
  quote: accepted({ quote: { split: counter.counterSplit, oneCode: counter.usableCode } }),
  charge: accepted({ order: counter.chargingOrder }),
  confirm: accepted({ order: counter.chargingOrder }),
  giveUp: accepted({ order: counter.overOrder }),
  otherTender: accepted({ order: counter.tenderOrder }),
  recordTender: accepted({ order: counter.takenOrder }),
};

export interface StaffPage {
  readonly fake: FakeWx;
  readonly page: PageInstance;
  readonly answers: StaffAnswers;
  /** What was asked of the function, in order. */
  readonly asked: (action: string) => readonly unknown[];
  /** Addresses that were opened that way. */
  readonly went: (how: string) => readonly string[];
  /** What the window does when its width changes. */
  readonly resize: (width: number) => void;
  /** An event as the framework hands it on. */
  readonly run: (handler: string, detail?: object, dataset?: object) => Promise<void>;
}

export interface StaffOptions {
  readonly width?: number;
  /** What the next scan reads; undefined: the clerk presses cancel. */
  readonly scan?: string;
  /** Whether the viewer opens a file. */
  readonly opens?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  /** What the phone remembers. */
  readonly storage?: Readonly<Record<string, string>>;
}

/** Pages that hold a form: they are read once, so that coming back keeps it. */
const LOADED_ONCE: readonly string[] = ['refund', 'acceptance', 'members', 'audit', 'join'];

type Callback = (value: object) => void;
interface Callbacks {
  readonly success?: Callback;
  readonly fail?: Callback;
}

/** Members of wx that only staff use. */
function staffWx(
  fake: FakeWx,
  options: StaffOptions,
  listeners: Set<Callback>,
  width: () => number,
) {
  const { sent } = fake;
  const note =
    (what: string, works: boolean, value: object = {}) =>
    (given: Callbacks) => {
      sent.push({ what, detail: given });
      void Promise.resolve().then(() => (works ? given.success?.(value) : given.fail?.({})));
    };
  const { scan, opens = true } = options;
  Object.assign(fake.wx, {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getWindowInfo: () => ({ windowWidth: width(), windowHeight: 800 }),
    onWindowResize: (listener: Callback) => listeners.add(listener),
    offWindowResize: (listener: Callback) => listeners.delete(listener),
    scanCode: note('scanCode', scan !== undefined, { result: scan }),
    setClipboardData: note('setClipboardData', true),
    getFileSystemManager: () => ({ writeFile: note('writeFile', true) }),
    openDocument: note('openDocument', opens),
  });
}

/** The page, loaded and shown, with its first answers in. */
export async function openStaffPage(
  name: string,
  more: StaffAnswers = {},
  options: StaffOptions = {},
): Promise<StaffPage> {
  const answers: StaffAnswers = { ...ANSWERS, ...COUNTER_ANSWERS, ...more };
  const answer = ({ name: fn, action, input }: FunctionCall): unknown => {
    const meant = action in COUNTER_ANSWERS ? 'counter' : 'staff';
    if (fn !== meant) throw new Error(`the staff's pages called ${fn} for ${action}`);
    const found = answers[action];
    return typeof found === 'function' ? Reflect.apply(found, undefined, [input]) : found;
  };
  const fake = fakeWx(answer);
  for (const [key, text] of Object.entries(options.storage ?? {})) fake.storage.set(key, text);
  let width = options.width ?? 390;
  const listeners = new Set<Callback>();
  staffWx(fake, options, listeners, () => width);
  const phone = loadPhone({ scripts: [`packages/staff/pages/${name}/${name}`], wx: fake.wx });
  const page = phone.page();
  page.run('onLoad', options.query ?? {});
  if (!LOADED_ONCE.includes(name)) page.run('onShow');
  await settle();
  return {
    fake,
    page,
    answers,
    asked: (action) =>
      fake.calls.filter((call) => call.action === action).map(({ input }) => input),
    went: (how) =>
      fake.sent
        .filter(({ what }) => what === how)
        .map(({ detail }) => String((detail as { url?: unknown }).url)),
    resize: (next) => {
      width = next;
      for (const listener of listeners) listener({ size: { windowWidth: next } });
    },
    run: async (handler, detail = {}, dataset = {}) => {
      page.run(handler, { detail, currentTarget: { dataset } });
      await settle();
    },
  };
}
