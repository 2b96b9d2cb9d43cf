import { readErrorBody, isHtml } from './error-body.js';
import {
  ConnectionError,
  errorClassOf,
  KestraError,
  ProtocolError,
  type RequestFacts,
  TimeoutError,
} from './errors.js';
import { explainConnection, explainHtml, explainStatus, type Situation } from './explain.js';
import { delayMs, isRetriableStatus, type Repeatable } from './retry.js';
import type { Fetch } from './transport.js';

export interface HttpOptions {
  readonly fetch: Fetch;
  /** Sent to the server's own origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retries: number;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  readonly situation: () => Situation;
  readonly onRequest?: (method: string, path: string) => void;
  readonly onRetry?: (text: string) => void;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, with query. */
  readonly path: string;
  /** For messages: "read the flow a/b". */
  readonly what: string;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly repeatable: Repeatable;
  /** Larger answers are refused. */
  readonly maxBytes?: number;
  /** Statuses beside 2xx that are an answer, not an error. */
  readonly expect?: readonly number[];
  /** Added to the hint of a timeout. */
  readonly timeoutHint?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly facts: RequestFacts;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 5;

/** Sends requests with a timeout on each, repeats where it is safe, and errors that say what to do. */
export class Http {
  constructor(private readonly options: HttpOptions) {}

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      const facts = (): RequestFacts => ({
        method: request.method,
        path: request.path.replace(/\?.*/, ''),
        attempts: attempt + 1,
        elapsedMs: Math.round(performance.now() - started),
      });
      const outcome = await this.#attempt(request, facts);
      if (!(outcome instanceof KestraError)) return outcome.answer;
      if (attempt >= this.options.retries || !this.#mayRepeat(request, outcome)) throw outcome;
      await this.#pause(attempt, outcome, request);
    }
  }

  async #attempt(
    request: HttpRequest,
    facts: () => RequestFacts,
  ): Promise<{ readonly answer: HttpAnswer } | KestraError> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.options.timeoutMs);
    try {
      const response = await this.#follow(request, abort.signal);
      const bytes = await readBounded(response, request.maxBytes ?? MAX_BYTES);
      const contentType = response.headers.get('content-type') ?? '';
      if (response.ok || request.expect?.includes(response.status)) {
        return { answer: { status: response.status, bytes, contentType, facts: facts() } };
      }
      return this.#statusError(request, response, bytes, contentType, facts());
    } catch (error) {
      if (error instanceof KestraError) return error;
      if (error instanceof RefusedAnswer) return new ProtocolError(error.message, facts(), { hint: error.hint });
      return abort.signal.aborted ? this.#timeout(request, facts()) : this.#connectionError(error, facts());
    } finally {
      clearTimeout(timer);
    }
  }

  /** Redirects are followed for GET only; to another origin without credentials, and never from https to http. */
  async #follow(request: HttpRequest, signal: AbortSignal): Promise<Response> {
    const base = this.options.situation().server;
    let url = new URL(base + request.path);
    const origin = url.origin;
    for (let hop = 0; ; hop++) {
      const own = url.origin === origin;
      this.options.onRequest?.(request.method, request.path);
      const response = await this.options.fetch(url.href, {
        method: request.method,
        redirect: 'manual',
        signal,
        headers: {
          ...(own ? this.options.headers : {}),
          ...(request.contentType ? { 'content-type': request.contentType } : {}),
        },
        ...(request.body === undefined ? {} : { body: request.body as string }),
      });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      url = this.#checkRedirect(request, url, next, hop);
    }
  }

  #checkRedirect(request: HttpRequest, from: URL, to: URL | undefined, hop: number): URL {
    const show = (url: URL) => url.origin + url.pathname;
    if (to === undefined || !/^https?:$/.test(to.protocol))
      throw new RefusedAnswer(`${show(from)} redirects to no address.`);
    if (from.protocol === 'https:' && to.protocol === 'http:') {
      throw new RefusedAnswer(`${show(from)} redirects from https to http (${show(to)}), which is refused.`);
    }
    if (request.method !== 'GET') {
      throw new RefusedAnswer(
        `${show(from)} redirects to ${show(to)}; a ${request.method} is not sent on.`,
        'Put the final address of Kestra into `server`.',
      );
    }
    if (hop >= MAX_REDIRECTS) throw new RefusedAnswer(`${show(from)} redirects more than ${MAX_REDIRECTS} times.`);
    return to;
  }

  #statusError(
    request: HttpRequest,
    response: Response,
    bytes: Uint8Array,
    contentType: string,
    facts: RequestFacts,
  ): KestraError {
    const body = readErrorBody(new TextDecoder().decode(bytes.subarray(0, 65_536)), contentType);
    const safe = { ...body, message: this.redact(body.message) };
    const { message, hint } = explainStatus(response.status, safe, request.what, this.options.situation());
    const error = new (errorClassOf(response.status))(message, facts, response.status, safe.message, { hint });
    return Object.assign(error, { retryAfter: response.headers.get('retry-after'), paths: body.paths });
  }

  #timeout(request: HttpRequest, facts: RequestFacts): TimeoutError {
    const seconds = this.options.timeoutMs / 1000;
    return new TimeoutError(`Kestra did not answer within ${seconds} s when asked to ${request.what}.`, facts, {
      hint: request.timeoutHint ?? 'Raise `timeout`, or look at the load of the server.',
    });
  }

  #connectionError(error: unknown, facts: RequestFacts): ConnectionError {
    const { code, reason } = innermost(error);
    const { message, hint } = explainConnection(code, this.redact(reason), this.options.situation());
    return new ConnectionError(message, facts, code, { hint, cause: error });
  }

  #mayRepeat(request: HttpRequest, error: KestraError): boolean {
    const status = 'status' in error ? (error.status as number) : undefined;
    if (request.repeatable === 'never') return false;
    if (request.repeatable === 'after-refusal') return status === 429 || status === 503;
    if (status !== undefined) return isRetriableStatus(status);
    // A name that does not exist and a certificate that is not trusted stay so.
    const hopeless =
      error instanceof ConnectionError && /^(ENOTFOUND|EPROTO|ERR_|UNABLE_|SELF_|DEPTH_|CERT_)/.test(error.code ?? '');
    return (error instanceof ConnectionError && !hopeless) || error instanceof TimeoutError;
  }

  async #pause(attempt: number, error: KestraError, request: HttpRequest): Promise<void> {
    const retryAfter = 'retryAfter' in error ? (error.retryAfter as string | null) : null;
    const ms = delayMs(attempt, retryAfter, Date.now(), this.options.random ?? Math.random);
    this.options.onRetry?.(
      `${error.message} Asking again to ${request.what} in ${(ms / 1000).toFixed(1)} s (${attempt + 1} of ${this.options.retries}).`,
    );
    await (this.options.sleep ?? ((time) => new Promise((resolve) => setTimeout(resolve, time))))(ms);
  }

  /** The text without any of the client's secrets. */
  redact(text: string): string {
    return this.options.secrets.reduce((safe, secret) => (secret === '' ? safe : safe.replaceAll(secret, '***')), text);
  }

  /** The answer as JSON. @throws ProtocolError when it is none, e.g. a login page */
  json(answer: HttpAnswer): unknown {
    const text = new TextDecoder().decode(answer.bytes);
    this.refuseHtml(answer, text);
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      const { server } = this.options.situation();
      const excerpt = this.redact(text.slice(0, 200).replace(/\s+/g, ' '));
      const message = `${server} answered to ${answer.facts.method} ${answer.facts.path} with something that is not JSON: ${excerpt || 'nothing'}`;
      throw new ProtocolError(message, answer.facts, { cause, hint: 'Check that `server` is the address of Kestra.' });
    }
  }

  /** @throws ProtocolError when a page came back instead of what was promised */
  refuseHtml(answer: HttpAnswer, text = ''): void {
    if (!isHtml(text, answer.contentType)) return;
    const { message, hint } = explainHtml(this.options.situation());
    throw new ProtocolError(message, answer.facts, { hint });
  }
}

/** The answer cannot be taken; becomes a ProtocolError. */
class RefusedAnswer extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw new RefusedAnswer(`The answer is larger than ${Math.round(maxBytes / 1_048_576)} MB.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** fetch wraps the cause once or more; with several addresses it is the first of them. */
function innermost(error: unknown): { readonly code: string | undefined; readonly reason: string } {
  let code: string | undefined;
  let reason = String(error);
  for (let inner: unknown = error, depth = 0; inner instanceof Error && depth < 5; depth++) {
    if ('code' in inner && typeof inner.code === 'string') code = inner.code;
    if (inner.message !== '') reason = inner.message;
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return { code, reason };
}
