/** How the payment stands, read aloud when it changes. */
Component({
  properties: {
    /** confirming | unpaid | paid | failed | closed | review */
    state: { type: String, value: 'confirming' },
    /** wait | ok | warn | bad | plain */
    tone: { type: String, value: 'wait' },
    icon: { type: String, value: '' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    /** What the sum is. */
    sumLabel: { type: String, value: '' },
    yuan: { type: String, value: '' },
    yuanLabel: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
});
