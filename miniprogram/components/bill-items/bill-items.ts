/** The items of a bill; more than five are folded until the patient asks for all. */
const FOLD_AFTER = 5;

Component({
  properties: {
    /** BillItemRow[] (pages/bill/view.ts) */
    items: { type: Array, value: [] },
    moreText: { type: String, value: '' },
    lessText: { type: String, value: '' },
  },
  data: { open: false, foldAfter: FOLD_AFTER },
  methods: {
    onToggle() {
      this.setData({ open: !this.data.open });
    },
  },
});
