/** What a server says in an error, from whatever body it sends. */
export interface ErrorBody {
  /** The main sentence, at most 1 kB, one line of plain text; "" when the body has none. */
  readonly message: string;
  /** Paths of the details, e.g. "flow.id". */
  readonly paths: readonly string[];
  readonly html: boolean;
}

const LIMIT = 1000;

/** Reads Kestra 1.x's JSON error, 2.0's problem+json (RFC 9457), plain text and HTML. */
export function readErrorBody(text: string, contentType: string): ErrorBody {
  if (isHtml(text, contentType)) return { message: '', paths: [], html: true };
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null) return { message: clean(text), paths: [], html: false };
  const body = json as Record<string, unknown>;
  const details = listOf((body['_embedded'] as Record<string, unknown> | undefined)?.['errors'] ?? body['errors']);
  const main = [body['message'], body['detail'], body['title']].find(
    (value) => typeof value === 'string' && value !== '',
  );
  const own = typeof main === 'string' ? main : '';
  const extra = details
    .map((detail) => stringOf(detail['message'] ?? detail['detail']))
    .filter((part) => !own.includes(part));
  return {
    message: clean([own, ...extra].filter((part) => part !== '').join('; ')),
    paths: details.map((detail) => stringOf(detail['path'] ?? detail['pointer'])).filter((path) => path !== ''),
    html: false,
  };
}

export function isHtml(text: string, contentType: string): boolean {
  return /\bhtml\b/i.test(contentType) || /^\s*<(!doctype html|html|head|body)\b/i.test(text.slice(0, 500));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function clean(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > LIMIT ? `${line.slice(0, LIMIT)}…` : line;
}
