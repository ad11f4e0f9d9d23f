/**
 * The times of a doctor's day, each with the places left and whether insurance can pay it - said here,
 * before anything is tapped. A full time cannot be tapped; `choose` tells the slot.
 */
export interface SlotRow {
  readonly slotId: string;
  /** 08:00–08:30 */
  readonly time: string;
  /** 余 3 个号, 约满 */
  readonly places: string;
  readonly open: boolean;
  /** 可用医保, 现在只能自费 */
  readonly insurance: string;
  readonly insured: boolean;
  readonly aria: string;
}

Component({
  properties: {
    /** SlotRow[] */
    slots: { type: Array, value: [] },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const { id, open } = event.currentTarget.dataset as { id?: unknown; open?: unknown };
      if (open === true) this.triggerEvent('choose', { slotId: id });
    },
  },
});
