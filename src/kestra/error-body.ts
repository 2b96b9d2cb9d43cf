import type { Redact } from './redact.js';

/** What a server says in an error, from whatever body it sends, without secrets. */
export interface ErrorBody {
  /** The main sentence and its details, at most 1 kB, one line of plain text; "" when the body has none. */
  readonly message: string;
  /** Paths of the details, e.g. "flow.id". */
  readonly paths: readonly string[];
  /** Kind of problem as Kestra 2.0 names it, e.g. "migration-required". */
  readonly problem?: string;
  /** What the server's log is searched for (2.0, 5xx). */
  readonly traceId?: string;
  readonly html: boolean;
  /** A TLS port says that it was spoken to in plain HTTP. */
  readonly wantsTls: boolean;
}

const LIMIT = 1000;
const WANTS_TLS = /HTTP request (was sent )?to (an )?HTTPS (port|server)|plain HTTP to an SSL|port requires TLS/i;

/** Reads Kestra 1.x's JSON error, 2.0's problem+json (RFC 9457), plain text and HTML. */
export function readErrorBody(text: string, contentType: string, redact: Redact): ErrorBody {
  const wantsTls = WANTS_TLS.test(text.slice(0, 4096));
  if (isHtml(text, contentType)) return { message: '', paths: [], html: true, wantsTls };
  const plain = (value: string) => oneLine(redact(value));
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null) return { message: plain(text), paths: [], html: false, wantsTls };
  // 1.x answers a list of messages to some.
  const body = Array.isArray(json) ? { message: json.filter(isText).join('; ') } : (json as Record<string, unknown>);
  const details = detailsOf(body);
  // 1.x puts the path of what is wrong before a colon, also when there is none: ": Invalid Flow".
  const main = (textsOf(body, ['message', 'detail', 'title'])[0] ?? '').replace(/^\s*:\s+/, '');
  // 1.x repeats the details in its message; 2.0 says in `detail` only that there are some.
  const extra = details
    .filter(({ message }) => message !== '' && !main.includes(message))
    .map(({ message, path }) => (path === '' || message.includes(path) ? message : `${path}: ${message}`));
  const problem = typeof body['type'] === 'string' ? /([a-z0-9-]+)\/?$/.exec(body['type'])?.[1] : undefined;
  const traceId = textsOf(body, ['traceId'])[0];
  return {
    message: plain([main, ...extra].filter((part) => part !== '').join('; ')),
    paths: details.map(({ path }) => plain(path)).filter((path) => path !== ''),
    ...(problem === undefined ? {} : { problem }),
    ...(traceId === undefined ? {} : { traceId: plain(traceId).slice(0, 100) }),
    html: false,
    wantsTls,
  };
}

/** Whether a body is a web page, by its type or by how it begins. */
export function isHtml(text: string, contentType: string): boolean {
  const start = text.slice(0, 1000).replace(/^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/, '');
  return /\b(x?html)\b/i.test(contentType) || /^<(!doctype html|html|head|body)\b/i.test(start);
}

/** Text of others in one line: no control characters, no marks that reorder it, and not long. */
export function oneLine(text: string, limit = LIMIT): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function detailsOf(body: Record<string, unknown>): readonly { readonly message: string; readonly path: string }[] {
  const embedded = body['_embedded'];
  const inside = typeof embedded === 'object' && embedded !== null ? (embedded as Record<string, unknown>) : {};
  const list = [inside['errors'], body['errors']].find(Array.isArray) ?? [];
  return (list as readonly unknown[])
    .filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    .map((item) => ({
      message: textsOf(item, ['message', 'detail'])[0] ?? '',
      path: textsOf(item, ['path', 'pointer'])[0] ?? '',
    }));
}

/** Those of the keys that hold a text, in this order. */
function textsOf(body: Record<string, unknown>, keys: readonly string[]): readonly string[] {
  return keys.map((key) => body[key]).filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
