/** Sending a subscribe message through the cloud: 0, a number of WeChat's, or nobody can tell. */
import { openApi } from './sdk';

export interface SubscribeMessage {
  readonly touser: string;
  readonly templateId: string;
  readonly page: string;
  /** Words by the template's own names. */
  readonly data: Readonly<Record<string, { readonly value: string }>>;
}

function numberOf(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('errCode' in answer)) return undefined;
  return typeof answer.errCode === 'number' ? answer.errCode : undefined;
}

/** WeChat's number, 0 for sent; the SDK's own number or undefined when nobody can tell. */
export async function sendSubscribeMessage(message: SubscribeMessage): Promise<number | undefined> {
  try {
    return numberOf(await openApi().subscribeMessage.send({ ...message }));
  } catch (error) {
    // the SDK raises what WeChat refuses, and what never ended
    return numberOf(error);
  }
}
