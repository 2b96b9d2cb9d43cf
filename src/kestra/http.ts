import { isHtml } from './error-body.js';
import { HttpError, KestraError, ProtocolError, type RequestFacts, type TimeoutError } from './errors.js';
import { Failures } from './failures.js';
import { readBody } from './read-body.js';
import { redactor, type Redact } from './redact.js';
import { RefusedAnswer, redirectTarget } from './redirects.js';
import { delayMs, mayBeDone, mayRepeat, pause } from './retry.js';
import { ACCEPT, type HttpAnswer, type HttpRequest } from './request.js';
import type { Situation } from './situation.js';
import type { Fetch } from './transport.js';

export interface HttpOptions {
  readonly fetch: Fetch;
  /** Each request on a connection of its own. Default: `fetch`. */
  readonly fetchFresh?: Fetch;
  /** Sent to the server's own origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retries: number;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  readonly situation: () => Situation;
  readonly onRequest?: (method: string, path: string) => void;
  readonly onRetry?: (text: string) => void;
  /** Nothing is sent again once it is aborted; what is under way finishes. */
  readonly stop?: AbortSignal;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_BYTES = 1024 * 1024;
const NOTHING = new Uint8Array();

/** Sends requests with a timeout on each, repeats where it is safe, and errors that say what to do. */
export class Http {
  readonly failures: Failures;
  readonly #redact: Redact;

  constructor(private readonly options: HttpOptions) {
    this.#redact = redactor(options.secrets);
    this.failures = new Failures(options.situation, this.#redact);
  }

  get stopped(): boolean {
    return this.options.stop?.aborted === true;
  }

  /** @throws KestraError after the last attempt */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { retries, stop } = this.options;
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      const facts = (): RequestFacts => ({
        method: request.method,
        path: request.path.replace(/\?.*/s, ''),
        attempts: attempt + 1,
        elapsedMs: Math.round(performance.now() - started),
      });
      const outcome = await this.#attempt(request, facts);
      if (!(outcome instanceof KestraError)) return outcome;
      const repeat = attempt < retries && !stop?.aborted && mayRepeat(request.repeatable ?? 'always', outcome);
      const doubt = request.isDone !== undefined && mayBeDone(outcome);
      if (!repeat && !doubt) throw outcome;
      if (repeat) await this.#pause(attempt, outcome, request);
      // What cannot be looked at is not known to be done.
      if (doubt && (await request.isDone().catch(() => false))) return { status: 200, bytes: NOTHING, facts: facts() };
      if (!repeat || stop?.aborted || (request.beforeRepeat && !(await request.beforeRepeat()))) throw outcome;
    }
  }

  /** The answer as JSON. @throws ProtocolError when it is none, e.g. a login page */
  json({ bytes, facts }: HttpAnswer): unknown {
    const text = new TextDecoder().decode(bytes);
    if (isHtml(text, '')) throw this.failures.ofHtml(facts);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // The cause would show a piece of the text, secrets included.
      throw this.failures.ofText(facts, text);
    }
  }

  async #attempt(request: HttpRequest, facts: () => RequestFacts): Promise<HttpAnswer | KestraError> {
    const abort = new AbortController();
    const timeoutMs = Math.min(this.options.timeoutMs, request.freshWithinMs ?? Infinity);
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    let phase: TimeoutError['phase'] = 'answer';
    let redirectedTo: string | undefined;
    try {
      const response = await this.#follow(request, abort.signal, (origin) => (redirectedTo = origin));
      phase = 'body';
      const contentType = response.headers.get('content-type') ?? '';
      if (response.ok || request.expect?.(response.status, contentType)) {
        const bytes = await readBody(response, request.maxBytes ?? MAX_BYTES);
        // Nothing of Kestra's API is HTML: whoever answers so is somebody else.
        if (response.ok && isHtml('', contentType)) return this.failures.ofHtml(facts());
        return { status: response.status, bytes, facts: facts() };
      }
      const text = new TextDecoder().decode(await readBody(response, MAX_ERROR_BYTES));
      return this.failures.ofStatus(request, response, text, redirectedTo, facts());
    } catch (error) {
      if (error instanceof RefusedAnswer) return new ProtocolError(error.message, facts(), { hint: error.hint });
      return abort.signal.aborted
        ? this.failures.ofTimeout(request, phase, timeoutMs, facts())
        : this.failures.ofConnection(error, redirectedTo, facts());
    } finally {
      clearTimeout(timer);
    }
  }

  /** Another origin gets no headers of ours: no credentials, and nothing that an access proxy wants. */
  async #follow(
    request: HttpRequest,
    signal: AbortSignal,
    onRedirect: (origin: string | undefined) => void,
  ): Promise<Response> {
    let url = new URL(this.options.situation().server + request.path);
    const { origin } = url;
    const { fetch, fetchFresh = fetch } = this.options;
    const send = request.freshWithinMs === undefined ? fetch : fetchFresh;
    for (let hop = 0; ; hop++) {
      this.options.onRequest?.(request.method, request.path);
      const response = await send(url.href, {
        method: request.method,
        redirect: 'manual',
        signal,
        headers: {
          accept: ACCEPT[request.reads ?? 'json'],
          ...(url.origin === origin ? this.options.headers : {}),
          ...(request.contentType ? { 'content-type': request.contentType } : {}),
        },
        ...(request.body === undefined ? {} : { body: request.body as string }),
      });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      url = redirectTarget(request.method, url, location, hop, this.#redact);
      onRedirect(url.origin === origin ? undefined : url.origin);
    }
  }

  async #pause(attempt: number, error: KestraError, request: HttpRequest): Promise<void> {
    const { onRetry, random = Math.random, retries, stop, sleep = (ms) => pause(ms, stop) } = this.options;
    const retryAfter = error instanceof HttpError ? error.details.retryAfter : null;
    const ms = delayMs(attempt, retryAfter, Date.now(), random);
    const seconds = (ms / 1000).toFixed(1);
    onRetry?.(`${error.message} Asking again to ${request.what} in ${seconds} s (${attempt + 1} of ${retries}).`);
    await sleep(ms);
  }
}
