/** Why a message is not the XML of interface document v2.4 §3.1. */

export type XmlFault =
  | 'xml-too-large'
  | 'xml-markup-forbidden'
  | 'xml-root'
  | 'xml-attribute'
  | 'xml-nested'
  | 'xml-repeated'
  | 'xml-name'
  | 'xml-malformed'
  | 'xml-value-not-writable';

/** Quotes nothing of the message: what was refused may hold names (money rule 14). */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
  constructor(
    readonly code: XmlFault,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
