/**
 * Grey shapes where a list is going to stand, instead of a blank screen. Somebody who reads by ear hears
 * the label once; the shapes say nothing. Stands still for whoever asked the phone for less motion.
 */
const MOST = 12;

Component({
  properties: {
    /** How many cards; 1 to 12. */
    rows: { type: Number, value: 3 },
    /** What a screen reader says. */
    label: { type: String, value: '' },
  },
  data: { lines: [0, 1, 2] },
  observers: {
    rows(rows: number) {
      const length = Math.min(MOST, Math.max(1, Math.trunc(rows)));
      this.setData({ lines: Array.from({ length }, (_, index) => index) });
    },
  },
});
