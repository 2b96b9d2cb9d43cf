import { isHtml } from './error-body.js';
import { HttpError, KestraError, ProtocolError, type RequestFacts, type TimeoutError } from './errors.js';
import { Failures } from './failures.js';
import { ActionError } from '../errors.js';
import { initOf } from './fetch-init.js';
import { piecesOf, readBody } from './read-body.js';
import { redactor, type Redact } from './redact.js';
import { RefusedAnswer, redirectTarget } from './redirects.js';
import { delayMs, mayBeDone, mayRepeat, pause } from './retry.js';
import type { HttpAnswer, HttpRequest } from './request.js';
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

/** What one attempt at a request tells. */
interface Attempt {
  readonly signal: AbortSignal;
  /** A piece of a large content went out or came in. */
  readonly onPiece: () => void;
  readonly onRedirect: (origin: string | undefined) => void;
}

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
    // While a large content moves, each of its pieces starts the time again.
    const onPiece = () => void timer.refresh();
    let phase: TimeoutError['phase'] = 'answer';
    let redirectedTo: string | undefined;
    try {
      const onRedirect = (origin: string | undefined) => (redirectedTo = origin);
      const response = await this.#follow(request, { signal: abort.signal, onPiece, onRedirect });
      phase = 'body';
      const contentType = response.headers.get('content-type') ?? '';
      if (response.ok || request.expect?.(response.status, contentType)) {
        // Nothing of Kestra's API is HTML: whoever answers so is somebody else.
        if (response.ok && isHtml('', contentType)) return await this.#refused(response, facts());
        const taken = response.ok ? request.onBody?.(piecesOf(response, onPiece)) : undefined;
        const bytes = taken === undefined ? await readBody(response, request.maxBytes ?? MAX_BYTES) : NOTHING;
        await taken;
        return { status: response.status, bytes, facts: facts() };
      }
      const text = new TextDecoder().decode(await readBody(response, MAX_ERROR_BYTES));
      return this.failures.ofStatus(request, response, text, redirectedTo, facts());
    } catch (error) {
      const own = ownError(error);
      if (own !== undefined) throw own;
      if (error instanceof RefusedAnswer) return new ProtocolError(error.message, facts(), { hint: error.hint });
      return abort.signal.aborted
        ? this.failures.ofTimeout(request, phase, timeoutMs, facts())
        : this.failures.ofConnection(error, redirectedTo, facts());
    } finally {
      clearTimeout(timer);
    }
  }

  async #refused(response: Response, facts: RequestFacts): Promise<KestraError> {
    await response.body?.cancel();
    return this.failures.ofHtml(facts);
  }

  /** Another origin gets no headers of ours: no credentials, and nothing that an access proxy wants. */
  async #follow(request: HttpRequest, { signal, onPiece, onRedirect }: Attempt): Promise<Response> {
    let url = new URL(this.options.situation().server + request.path);
    const { origin } = url;
    const { fetch, fetchFresh = fetch } = this.options;
    const send = request.freshWithinMs === undefined ? fetch : fetchFresh;
    for (let hop = 0; ; hop++) {
      this.options.onRequest?.(request.method, request.path);
      const headers = url.origin === origin ? this.options.headers : {};
      const response = await send(url.href, initOf(request, headers, signal, onPiece));
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

/** An error of ours that reading or sending a content ran into, e.g. a file that cannot be read. */
function ownError(error: unknown): ActionError | undefined {
  let inner = error;
  for (let depth = 0; inner instanceof Error && depth < 5; depth++) {
    if (inner instanceof ActionError) return inner;
    inner = inner.cause;
  }
  return undefined;
}
