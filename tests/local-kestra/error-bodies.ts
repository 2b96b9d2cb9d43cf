import type { FullAnswer } from './answer.js';
import type { Refusal } from './refusal.js';

const LINK = { profile: null, deprecation: null, title: null, hreflang: null, type: null, name: null };

/** The error of 1.x: Micronaut's `JsonError`. */
export function jsonError(refusal: Refusal, uri: string): FullAnswer {
  const errors = refusal.details.map(({ message, path }) => ({
    message,
    logref: null,
    path,
    _links: {},
    _embedded: {},
  }));
  const body = {
    message: refusal.message,
    logref: null,
    path: null,
    _links: { self: { href: uri, templated: false, ...LINK } },
    _embedded: errors.length === 0 ? {} : { errors },
  };
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/json', ...refusal.headers },
    body: JSON.stringify(body),
  };
}

/** The error of 2.0: RFC 9457. What a 5xx is about stays in the server's log. */
export function problem(refusal: Refusal, path: string): FullAnswer {
  const { status, type, details } = refusal;
  const internal = status >= 500;
  const errors = details.map(({ message, path: place }) => ({
    detail: message,
    ...(place === '' ? {} : { pointer: pointerOf(place), path: place }),
    type: `${TYPES}validation-failed`,
  }));
  const body = {
    type: `${TYPES}${type}`,
    title: titleOf(type),
    status,
    detail: internal
      ? 'An unexpected error occurred. Quote the traceId when contacting support.'
      : (refusal.detail ?? withoutKind(refusal.message)),
    instance: path,
    ...(errors.length === 0 || internal ? {} : { errors }),
    ...(internal ? { traceId: '0af7651916cd43dd8448eb211c80319c' } : {}),
  };
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...refusal.headers },
    body: JSON.stringify(body),
  };
}

const TYPES = 'https://kestra.io/docs/api-reference/problems/';

function titleOf(type: string): string {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `tasks[0].message` → `/tasks/0/message`. */
function pointerOf(path: string): string {
  return `/${path.replace(/\[(\w+)\]/g, '.$1').replaceAll('.', '/')}`;
}

/** 2.0's `detail` does without the kind that 1.x puts in front. */
function withoutKind(message: string): string {
  return message.replace(
    /^(Invalid entity|Illegal argument|Conflict|Not Found|Bad Request|Invalid route params|Unsupported Media Type|Not Acceptable|Method Not Allowed): /,
    '',
  );
}
