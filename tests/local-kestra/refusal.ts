/** A detail of an error: `path` as Kestra names it, "" for the flow itself. */
export interface RefusalDetail {
  readonly message: string;
  readonly path: string;
}

/** The last part of a problem's type, as https://kestra.io/docs/api-reference/problems lists them. */
export type ProblemType =
  | 'validation-failed'
  | 'invalid-entity'
  | 'invalid-argument'
  | 'invalid-request-body'
  | 'invalid-query-parameter'
  | 'invalid-query-filters'
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'entity-already-exists'
  | 'conflict'
  | 'unsupported-media-type'
  | 'not-acceptable'
  | 'internal-error';

/** Ends a request with an error; the format of the body is decided where it is sent. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: ProblemType,
    /** As 1.x says it, with the prefix of its kind, e.g. "Illegal argument: …". */
    message: string,
    readonly details: readonly RefusalDetail[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    /** As 2.0 says it, where that differs. */
    readonly detail?: string,
  ) {
    super(message);
  }
}

export function notFound(what?: string): Refusal {
  return new Refusal(404, 'not-found', what === undefined ? 'Not Found' : `Not Found: ${what}`);
}

export function illegalArgument(what: string): Refusal {
  return new Refusal(422, 'invalid-argument', `Illegal argument: ${what}`);
}

export function invalidEntity(message: string, details: readonly RefusalDetail[]): Refusal {
  return new Refusal(422, 'validation-failed', `Invalid entity: ${message}`, details);
}

export function conflict(what: string): Refusal {
  return new Refusal(409, 'conflict', `Conflict: ${what}`);
}

export function missingQuery(name: string): Refusal {
  return new Refusal(400, 'invalid-query-parameter', `Bad Request: Required QueryValue [${name}] not specified`);
}

export function missingBody(): Refusal {
  return new Refusal(422, 'invalid-request-body', 'Invalid route params: Required Body [flow] not specified');
}

export function internalError(what: string): Refusal {
  return new Refusal(500, 'internal-error', `Internal server error: ${what}`);
}

export function unsupportedMediaType(sent: string, allowed: readonly string[]): Refusal {
  return new Refusal(
    415,
    'unsupported-media-type',
    `Unsupported Media Type: Content Type [${sent}] not allowed. Allowed types: [${allowed.join(', ')}]`,
  );
}

export function notAcceptable(accepted: readonly string[], supported: readonly string[]): Refusal {
  const message = `Not Acceptable: Specified Accept Types [${accepted.join(', ')}] not supported. Supported types: [${[...new Set(supported)].join(', ')}]`;
  return new Refusal(406, 'not-acceptable', message);
}

export function methodNotAllowed(method: string, uri: string, allowed: readonly string[]): Refusal {
  const message = `Method Not Allowed: Method [${method}] not allowed for URI [${uri}]. Allowed methods: [${allowed.join(', ')}]`;
  return new Refusal(405, 'method-not-allowed', message, [], { allow: allowed.join(', ') });
}
