import { acceptedTypes, negotiate } from './accept.js';
import type { ArrivedRequest } from './options.js';
import { methodNotAllowed, notAcceptable, notFound, unsupportedMediaType } from './refusal.js';
import type { Handler, Route } from './route.js';
import { ROUTES } from './routes.js';
import type { Settings } from './settings.js';

export interface FoundRoute {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
  /** Of an answer with content. */
  readonly contentType: string;
}

/** Whether a path below `/api/v1/{tenant}` belongs to a collection of a tenant. */
export function belongsToTenant(segments: readonly string[]): boolean {
  return segments[0] === 'flows' || segments[0] === 'namespaces';
}

/**
 * The handler of a request, found by path, method, `Accept` and content type.
 * @throws Refusal 404, 405, 406 or 415
 */
export function findRoute(
  { method, headers }: ArrivedRequest,
  segments: readonly string[],
  uri: string,
  { line }: Settings,
): FoundRoute {
  const fitting = ROUTES.filter(({ pattern, isIn }) => isIn(line) && fits(pattern, segments));
  if (fitting.length === 0) throw notFound();
  const candidates = fitting.filter((one) => one.method === method);
  if (candidates.length === 0) throw methodNotAllowed(method, uri, [...new Set(fitting.map((one) => one.method))]);
  const sentType = mediaTypeOf(headers['content-type']);
  const accepted = acceptedTypes(headers.accept);
  const found = negotiate(accepted, candidates);
  if (found === undefined) {
    const allowed = candidates[0]!.refusesForeignAccept(line);
    if (allowed !== undefined) throw unsupportedMediaType(sentType, allowed);
    throw notAcceptable(
      accepted.map(({ type }) => type),
      candidates.map(({ produces }) => produces),
    );
  }
  const { chosen, contentType } = found;
  refuseBody(chosen, method, sentType);
  return { handler: chosen.handler, params: paramsOf(chosen.pattern, segments), contentType };
}

/** A media type without its parameters, lower case; "" when there is none. */
export function mediaTypeOf(header: string | string[] | undefined): string {
  return String(header ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
}

/** A type of the body that the route does not read; nobody looks at the one of a GET. */
function refuseBody({ consumes }: Route, method: string, sent: string): void {
  if (method === 'GET' || sent === '' || consumes === 'any' || consumes === sent) return;
  throw unsupportedMediaType(sent, [consumes]);
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part.startsWith('{') || part === segments[index])
  );
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pattern.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), segments[index]!]] : [])),
  );
}
