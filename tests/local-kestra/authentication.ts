import { empty, type FullAnswer } from './answer.js';
import { problem } from './error-bodies.js';
import type { ArrivedRequest, Permission } from './options.js';
import { Refusal } from './refusal.js';
import type { Settings } from './settings.js';

/** The answer to a request without good credentials; undefined when they are good. */
export function refuseCredentials(request: ArrivedRequest, settings: Settings): FullAnswer | undefined {
  if (isKnown(request.headers.authorization, settings)) return undefined;
  if (settings.edition === 'EE') throw new Refusal(401, 'unauthenticated', 'Unauthorized');
  const challenge = { 'www-authenticate': 'Basic' };
  if (!settings.isReleasedTwo) return empty(401, challenge);
  const unauthenticated = new Refusal(401, 'unauthenticated', 'Unauthorized', [], challenge);
  return problem(unauthenticated, request.path);
}

function isKnown(authorization: string | string[] | undefined, { edition, tokens, user, password }: Settings): boolean {
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(String(authorization ?? '')) ?? [];
  if (scheme.toLowerCase() === 'bearer') return edition === 'EE' && tokens.includes(value);
  return scheme.toLowerCase() === 'basic' && Buffer.from(value, 'base64').toString('utf8') === `${user}:${password}`;
}

/** What a request needs: flows and files share their permissions in 1.3. */
export function permissionFor(method: string, path: string, isTwo: boolean): Permission {
  if (path.endsWith('/flows/validate')) return isTwo ? 'VALIDATE' : 'READ';
  if (method === 'GET' || path.includes('/export/')) return 'READ';
  if (method === 'DELETE') return 'DELETE';
  return method === 'PUT' ? 'UPDATE' : 'CREATE';
}
