/**
 * Who works here, for administrators: a code lets one person in, once; a lost phone is shut out at once,
 * whatever it still shows.
 */
import type { MemberView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { StaffRoleView } from '../../../../../cloudfunctions/contract/staff-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import type { MemberRow } from '../../components/member-row/member-row';
import { copy } from '../../services/device';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { info, isShutOut, troubleNotice, troublePanel } from '../views/messages';

const t = words();
const s = staffWords();
const w = s.members;

type Invitation = { title: string; code: string; text: string };

type MembersData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  panel: Panel | null;
  notice: Notice | null;
  loading: boolean;
  members: MemberRow[];
  roles: readonly Choice[];
  role: StaffRoleView;
  nameError: string;
  invitation: Invitation | null;
  busy: boolean;
  shuttingOut: boolean;
  shutOutTitle: string;
};

const data: MembersData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  panel: null,
  notice: null,
  loading: true,
  members: [],
  roles: [
    { key: 'clerk', title: s.states.role.clerk, hint: w.clerkHint },
    { key: 'administrator', title: s.states.role.administrator, hint: w.administratorHint },
  ],
  role: 'clerk',
  nameError: '',
  invitation: null,
  busy: false,
  shuttingOut: false,
  shutOutTitle: '',
};

function rows(members: readonly MemberView[]): MemberRow[] {
  return members.map(({ memberId, name, role, addedAt, fixed }) => ({
    memberId,
    name,
    role: s.states.role[role],
    since: addedAt === 0 ? '' : fill(w.since, { when: longTime(addedAt, now(), t) }),
    fixed,
  }));
}

Page({
  data,

  turn: 0,
  shutOut: false,
  name: '',
  about: undefined as MemberRow | undefined,

  onLoad() {
    setTitle(w.title);
    void this.load();
  },

  onUnload() {
    this.turn += 1;
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const outcome = await ask('members', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ loading: false, panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    this.setData({ loading: false, panel: null, members: rows(outcome.value.members) });
  },

  onName({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.name = detail.value;
    if (this.data.nameError !== '') this.setData({ nameError: '' });
  },

  onRole({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ role: detail.key === 'administrator' ? 'administrator' : 'clerk' });
  },

  async onInvite() {
    const name = this.name.trim();
    if (this.data.busy) return;
    if (name === '') {
      this.setData({ nameError: w.nameEmpty });
      return;
    }
    this.setData({ busy: true, notice: null });
    const outcome = await ask('invite', { name, role: this.data.role });
    if (!outcome.ok) {
      this.setData({ busy: false, notice: troubleNotice(outcome.reason, t, s.staff, 'bad') });
      showTop();
      return;
    }
    const { code, expiresAt } = outcome.value;
    const text = fill(w.codeText, { when: longTime(expiresAt, now(), t) });
    this.setData({ busy: false, invitation: { title: fill(w.codeTitle, { name }), code, text } });
  },

  onCopy() {
    const { invitation } = this.data;
    if (invitation !== null) copy(invitation.code);
  },

  onAgain() {
    this.name = '';
    this.setData({ invitation: null });
  },

  onShutOut({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const about = this.data.members[currentTarget.dataset.index];
    if (about === undefined) return;
    this.about = about;
    const shutOutTitle = fill(w.shutOutTitle, { name: about.name });
    this.setData({ shuttingOut: true, shutOutTitle, notice: null });
  },

  onKeep() {
    this.setData({ shuttingOut: false });
  },

  async onShutOutConfirmed() {
    const { about } = this;
    if (about === undefined || this.data.busy) return;
    this.setData({ shuttingOut: false, busy: true });
    const outcome = await ask('shutOut', { memberId: about.memberId });
    if (!outcome.ok) {
      this.setData({ busy: false, notice: troubleNotice(outcome.reason, t, s.staff, 'bad') });
      showTop();
      return;
    }
    const notice = info(fill(w.shutOutDone, { name: about.name }));
    this.setData({ busy: false, notice, members: rows(outcome.value.members) });
    showTop();
  },

  onAction() {
    if (this.shutOut) {
      staffGo.join();
      return;
    }
    this.setData({ panel: null, loading: true });
    void this.load();
  },
});
