import type { ServerResponse } from 'node:http';
import { json, type FullAnswer } from './answer.js';
import type { ArrivedRequest, Fault } from './options.js';

/** Picks the fault of each request: the first that fits and whose turn it is. */
export function createFaults(faults: readonly Fault[]): (request: ArrivedRequest) => Fault | undefined {
  const counts = faults.map(() => 0);
  return ({ method, path }) =>
    faults.filter((fault, index) => {
      if (fault.method !== undefined && fault.method !== method) return false;
      if (fault.path !== '/' && !path.endsWith(fault.path)) return false;
      counts[index]!++;
      return fault.nth === undefined || fault.nth === counts[index];
    })[0];
}

/** The answer that comes in Kestra's place; undefined when Kestra is asked. */
export function answerInstead(fault: Fault, request: ArrivedRequest, body: Buffer): FullAnswer | undefined {
  switch (fault.effect) {
    case 'status': {
      const status = fault.status ?? 503;
      const headers: Record<string, string> = { 'content-type': 'text/plain' };
      if (fault.retryAfter !== undefined) headers['retry-after'] = fault.retryAfter;
      return { status, headers, body: `${status} from a proxy\n` };
    }
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: LOGIN_PAGE };
    case 'echo-request': {
      const head = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`);
      const message = [`${request.method} ${request.path}${request.query}`, ...head, '', body.toString('utf8')].join(
        '\n',
      );
      return json({ message, _embedded: { errors: [{ message, path: message }] } }, fault.status ?? 422);
    }
    case 'reset':
    case 'lose-answer':
    case 'cut-body':
    case 'slow-body':
    case 'duplicate-entries':
      return undefined;
  }
}

const LOGIN_PAGE =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><form>Sign in</form></body></html>\n';

/** An answer as the fault leaves it. */
export function distort({ effect }: Fault, answer: FullAnswer): FullAnswer {
  if (effect !== 'duplicate-entries' || typeof answer.body !== 'string' || !answer.body.startsWith('[')) return answer;
  const [first, ...rest] = JSON.parse(answer.body) as readonly object[];
  const entries = first === undefined ? [] : [first, first, ...rest];
  return { ...answer, body: JSON.stringify(entries.map((entry, index) => ({ ...entry, index }))) };
}

/** Sends an answer the way the fault has it. */
export function sendFaulty({ effect, delayMs = 200 }: Fault, response: ServerResponse, answer: FullAnswer): void {
  const body = Buffer.from(answer.body);
  if (effect === 'lose-answer') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  if (effect !== 'cut-body' && effect !== 'slow-body') {
    response.end(body);
    return;
  }
  const middle = Math.floor(body.length / 2);
  response.write(body.subarray(0, middle), () => {
    if (effect === 'cut-body') response.destroy();
    else setTimeout(() => response.end(body.subarray(middle)), delayMs).unref();
  });
}
