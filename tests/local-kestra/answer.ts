/** What is sent back; "never": the request stays without an answer. */
export type Answer = FullAnswer | 'never';

export interface FullAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export function json(value: unknown, status = 200): FullAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): FullAnswer {
  return { status, headers, body: '' };
}

export function bytes(body: Uint8Array, headers: Readonly<Record<string, string>> = {}): FullAnswer {
  return { status: 200, headers: { 'content-type': 'application/octet-stream', ...headers }, body };
}

export function attachment(body: Uint8Array, name: string): FullAnswer {
  return bytes(body, { 'content-disposition': `attachment; filename="${name}"` });
}
