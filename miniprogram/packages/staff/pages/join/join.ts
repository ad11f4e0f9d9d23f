/**
 * The way in for staff: whoever is one already goes straight to the desk, everybody else enters the code
 * that an administrator made. A wrong code stays in the field.
 */
import type { Notice } from '../../../../components/notice/notice';
import { fill } from '../../../../i18n/texts';
import { scaleStyle } from '../../../../services/device';
import { setTitle } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { isShutOut, troubleNotice } from '../views/messages';

const t = words();
const s = staffWords();
const w = s.join;

/** As the server makes them. */
const CODE = /^[0-9A-Z]{8}$/;

type JoinData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  state: 'asking' | 'form' | 'joined';
  notice: Notice | null;
  error: string;
  busy: boolean;
  joinedTitle: string;
  joinedText: string;
};

const data: JoinData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  state: 'asking',
  notice: null,
  error: '',
  busy: false,
  joinedTitle: '',
  joinedText: '',
};

Page({
  data,

  code: '',
  alive: true,

  async onLoad() {
    setTitle(w.title);
    const outcome = await ask('whoAmI', {});
    if (!this.alive) return;
    if (outcome.ok) {
      staffGo.deskInstead();
      return;
    }
    const refused = isShutOut(outcome.reason);
    const notice = refused ? null : troubleNotice(outcome.reason, t, s.staff);
    this.setData({ state: 'form', notice });
  },

  onUnload() {
    this.alive = false;
  },

  onCode({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.code = detail.value;
    if (this.data.error !== '') this.setData({ error: '' });
  },

  async onSubmit() {
    const code = this.code.replace(/[\s-]/g, '').toUpperCase();
    if (this.data.busy) return;
    if (!CODE.test(code)) {
      this.setData({ error: code === '' ? w.codeEmpty : w.codeBad });
      return;
    }
    this.setData({ busy: true, error: '', notice: null });
    const outcome = await ask('join', { code });
    if (!this.alive) return;
    if (!outcome.ok) {
      const notice = troubleNotice(outcome.reason, t, s.staff, 'bad');
      this.setData({ busy: false, notice, error: notice.title });
      return;
    }
    const { name, role } = outcome.value;
    this.setData({
      busy: false,
      state: 'joined',
      joinedTitle: fill(w.joined, { name }),
      joinedText: fill(w.joinedText, { role: s.states.role[role] }),
    });
  },

  onDesk() {
    staffGo.deskInstead();
  },
});
