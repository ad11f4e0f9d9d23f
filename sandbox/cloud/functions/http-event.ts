/**
 * The HTTP trigger: a request as the event `{path, httpMethod, headers, queryStringParameters,
 * body, isBase64Encoded}` and the function's `{statusCode, headers, body}` as the answer.
 */

import { z } from 'zod';

export interface IncomingRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const answerSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** `base64` sends every body encoded; one that is no UTF-8 text is encoded in any case. */
export function httpEvent(request: IncomingRequest, base64: boolean): Record<string, unknown> {
  const { pathname, searchParams } = new URL(request.url, 'http://sandbox');
  const text = request.body.toString('utf8');
  const isBase64Encoded = base64 || !Buffer.from(text).equals(request.body);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    path: pathname,
    httpMethod: request.method,
    headers,
    queryStringParameters: Object.fromEntries(searchParams),
    body: isBase64Encoded ? request.body.toString('base64') : text,
    isBase64Encoded,
  };
}

/** Whatever has no status code is answered as JSON with status 200, as the cloud does. */
export function httpAnswer(result: unknown): HttpAnswer {
  const parsed = answerSchema.safeParse(result);
  if (!parsed.success) {
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(result),
    };
  }
  const { statusCode, headers, body, isBase64Encoded } = parsed.data;
  return {
    statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
