/** A sum of money: yuan text as shared/fen gives it, read aloud with its label and 元. */
Component({
  properties: {
    yuan: { type: String, value: '' },
    /** What a screen reader says instead of the digits. */
    label: { type: String, value: '' },
    /** base | large | huge */
    size: { type: String, value: 'base' },
    /** plain | brand | muted */
    tone: { type: String, value: 'plain' },
  },
});
