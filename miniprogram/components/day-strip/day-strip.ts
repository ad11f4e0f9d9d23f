/** The days that can be registered for, each with a word whether there are places; `choose` tells the day. */
export interface StripDay {
  /** yyyy-MM-dd */
  readonly day: string;
  /** 今天, 周三 */
  readonly name: string;
  /** 24日 */
  readonly date: string;
  /** 有号, 约满 */
  readonly places: string;
  readonly open: boolean;
  readonly aria: string;
}

Component({
  properties: {
    /** StripDay[] */
    days: { type: Array, value: [] },
    chosen: { type: String, value: '' },
    label: { type: String, value: '' },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const day: unknown = event.currentTarget.dataset['day'];
      this.triggerEvent('choose', { day });
    },
  },
});
