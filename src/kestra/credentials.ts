import { UsageError } from '../errors.js';
import type { Situation } from './situation.js';

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'anonymous' };

type Headers = Readonly<Record<string, string>>;

/**
 * Headers of every request, names in lower case. Extra headers replace the client's own, except for the
 * credentials.
 * @throws UsageError when a value cannot be sent; the value is not shown
 */
export function headersOf(credentials: Credentials, extra: Headers, userAgent: string): Headers {
  const authorization = authorizationOf(credentials);
  const problems: string[] = [];
  const headers: Record<string, string> = { 'user-agent': userAgent };
  for (const [name, value] of Object.entries(extra)) {
    if (!isSendable(value)) problems.push(`The header "${name}" has a value with characters that no header can carry.`);
    headers[name.toLowerCase()] = value;
  }
  if (authorization !== undefined) {
    // A base64 text is always sendable: it is the token.
    if (!isSendable(authorization)) problems.push('The API token has characters that no header can carry.');
    headers['authorization'] = authorization;
  }
  if (problems.length > 0)
    throw new UsageError(problems, 'Look for line ends and other invisible characters in the secret.');
  return headers;
}

/** Who the requests come from, for messages. */
export function identityOf(credentials: Credentials, extra: Headers): Pick<Situation, 'credentials' | 'user'> {
  if (credentials.kind === 'basic') return { credentials: 'basic', user: credentials.user };
  const inHeader = Object.keys(extra).some((name) => name.toLowerCase() === 'authorization');
  return { credentials: credentials.kind === 'anonymous' && inHeader ? 'header' : credentials.kind };
}

/**
 * Everything that would give the credentials away: what was configured, and what of it goes over the wire.
 */
export function secretsOf(credentials: Credentials, extra: Headers): readonly string[] {
  const own =
    credentials.kind === 'token'
      ? [credentials.token]
      : credentials.kind === 'basic'
        ? [credentials.password, ...base64Forms(`${credentials.user}:${credentials.password}`)]
        : [];
  return [...own, ...Object.values(extra).flatMap((value) => [value, ...partsOf(value)])];
}

function authorizationOf(credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case 'token':
      return `Bearer ${credentials.token}`;
    case 'basic':
      return `Basic ${base64(`${credentials.user}:${credentials.password}`)}`;
    case 'anonymous':
      return undefined;
  }
}

function isSendable(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function base64Forms(text: string): readonly string[] {
  return [base64(text), base64(text).replace(/=+$/, ''), Buffer.from(text, 'utf8').toString('base64url')];
}

/** "Bearer x" and "session=x; other=y" hold secrets that a server may echo alone. */
function partsOf(value: string): readonly string[] {
  return value.split(/[\s;,=]+/).filter((part) => part.length >= 8);
}
