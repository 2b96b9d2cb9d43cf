import type { ErrorBody } from './error-body.js';
import { permissionHint, type Right } from './permissions.js';
import type { Explanation, Situation } from './situation.js';

/** A status that is no success, and what it answers. */
export interface Refusal {
  readonly status: number;
  readonly body: ErrorBody;
  /** "read the flow a/b" */
  readonly what: string;
  readonly needs: Right;
  readonly attempts: number;
  /** What to do about a status where it means something special. */
  readonly hints: Readonly<Record<number, string>>;
  /** Address that answered, when it is another than the server's. */
  readonly redirectedTo: string | undefined;
}

export const CHECK_ADDRESS =
  'Check `server`: its path prefix must be there and nothing behind it. Kestra 0.22 and older do not know addresses with a tenant.';

/** A sentence about a status that is no success, and what to do. */
export function explainStatus(refusal: Refusal, at: Situation): Explanation {
  const { message } = refusal.body;
  const detail = message === '' ? '' : `: ${message.replace(/\.$/, '')}`;
  return explainCircumstance(refusal, detail, at) ?? explainByStatus(refusal, detail, at);
}

/** What the body, or where the answer comes from, tells better than the status. */
function explainCircumstance(refusal: Refusal, detail: string, at: Situation): Explanation | undefined {
  const { status, body, what, hints, redirectedTo } = refusal;
  if (redirectedTo !== undefined && (status === 401 || status === 403)) {
    return {
      message: `${at.server} redirects to ${redirectedTo}, which answers ${status}: credentials are not sent to another address.`,
      hint: `If Kestra is there, write ${redirectedTo} in \`server\`.`,
    };
  }
  if (body.wantsTls) {
    return {
      message: `${hostOf(at)} speaks TLS, but \`server\` begins with http://.`,
      hint: `Write https:// in \`server\`: https://${hostOf(at)}`,
    };
  }
  if (status === 400 && at.tenant !== 'main' && /tenant must be 'main'/i.test(body.message)) {
    return {
      message: `This server is Open Source and knows only the tenant "main", but \`tenant\` is "${at.tenant}".`,
      hint: 'Remove the input.',
    };
  }
  if (body.problem === 'migration-required') {
    return {
      message: `Kestra cannot ${what} (503): its database waits for a migration${detail}.`,
      hint: 'Whoever runs the server must finish the migration. Then run the step again.',
    };
  }
  const hint = body.html ? undefined : hints[status];
  return hint === undefined
    ? undefined
    : { message: `Kestra answered ${status} when asked to ${what}${detail}.`, hint };
}

function explainByStatus(refusal: Refusal, detail: string, at: Situation): Explanation {
  const { status, body, what, attempts } = refusal;
  switch (status) {
    case 401:
      return withTenant(explainUnauthorized(body, at), at);
    case 403:
      return explainForbidden(refusal, detail, at);
    case 404:
      return explainNotFound(refusal, detail, at);
    case 413:
      return {
        message: `The request to ${what} is too large for Kestra or a proxy in front of it (413).`,
        hint: 'Raise the limit there (nginx: client_max_body_size; Kestra: micronaut.server.max-request-size).',
      };
    case 429:
      return {
        message: `Kestra, or a proxy in front of it, limits requests (429)${attempts > 1 ? `, also after ${attempts} attempts` : ''}: could not ${what}.`,
        hint: 'Lower `concurrency`, or raise `retries`.',
      };
    default:
      return status >= 500 ? explainServerError(refusal, detail) : explainOther(refusal, detail, at);
  }
}

function explainForbidden({ body, what, needs }: Refusal, detail: string, at: Situation): Explanation {
  if (body.html) return explainHtml(at, '403 and ');
  const message = `Kestra does not permit to ${what} (403)${detail}.`;
  return withTenant({ message, hint: permissionHint(needs, at) }, at);
}

function explainNotFound({ body, what }: Refusal, detail: string, at: Situation): Explanation {
  if (body.html) {
    const message = `${at.server} answered with 404 and an HTML page: this is no address of Kestra.`;
    return { message, hint: CHECK_ADDRESS };
  }
  return withTenant({ message: `Kestra answered 404 when asked to ${what}${detail}.`, hint: CHECK_ADDRESS }, at);
}

/** The Enterprise Edition answers to an unknown tenant as if a right or the address were missing. */
function withTenant(explanation: Explanation, { tenant, edition }: Situation): Explanation {
  const isKnown = edition === 'OSS' || (edition === undefined && tenant === 'main');
  if (isKnown || explanation.hint?.includes('`tenant`')) return explanation;
  const hint = tenant === 'main' ? 'Set `tenant` if yours is not "main".' : `Check \`tenant\`, too: it is "${tenant}".`;
  return { ...explanation, hint: explanation.hint === undefined ? hint : `${explanation.hint} ${hint}` };
}

function explainServerError({ status, body, what, attempts }: Refusal, detail: string): Explanation {
  const repeated = attempts > 1 ? ` (${attempts} attempts)` : '';
  if (body.html) {
    return {
      message: `A proxy in front of Kestra answered ${status} and an HTML page when asked to ${what}${repeated}.`,
      hint: 'Kestra may be down, or still be starting: look whether it runs, then run the step again.',
    };
  }
  return {
    message: `Kestra answered ${status} when asked to ${what}${repeated}${detail}.`,
    hint:
      body.traceId === undefined
        ? 'The server has a problem: see its log. Running the step again may help.'
        : `The server has a problem: search its log for the trace id ${body.traceId}.`,
  };
}

function explainOther({ status, body, what }: Refusal, detail: string, at: Situation): Explanation {
  if (body.html) return explainHtml(at, `${status} and `);
  if (status < 400)
    return { message: `Kestra answered ${status} when asked to ${what}${detail}.`, hint: CHECK_ADDRESS };
  return { message: `Kestra answered ${status} when asked to ${what}${detail}.` };
}

/** The usual reason for credentials that are right and are not there. */
const NO_SECRETS =
  'A pull request from a fork gets no secrets, one of Dependabot only those that are stored for Dependabot.';

function explainUnauthorized(body: ErrorBody, at: Situation): Explanation {
  if (at.initialized === false) {
    return {
      message: 'Kestra refused the credentials (401): this server has no user yet.',
      hint: 'Open its address in a browser and create the first user, or configure `kestra.server.basic-auth`.',
    };
  }
  const proxy = body.html ? ' The answer is an HTML page: it may come from an access proxy, see `headers`.' : '';
  switch (at.credentials) {
    case 'token':
      if (at.edition === 'OSS') {
        return {
          message:
            'Kestra refused the credentials (401). This server is Open Source, which has no API tokens: use `user` and `password`.',
        };
      }
      return {
        message: 'Kestra refused the API token (401).',
        hint: `Check the secret behind \`apiToken\`: it may be expired. ${NO_SECRETS}${
          at.edition === undefined ? ' Open Source has no API tokens: there, use `user` and `password`.' : ''
        }${proxy}`,
      };
    case 'basic':
      return {
        message: `Kestra refused the credentials of user ${at.user} (401).`,
        hint: `Check the secrets behind \`user\` and \`password\`. ${NO_SECRETS}${proxy}`,
      };
    case 'header':
      return {
        message: 'Kestra refused the credentials (401) in the `Authorization` of `headers`.',
        hint: `Check its secret, or use \`apiToken\` or \`user\` and \`password\`.${proxy}`,
      };
    case 'anonymous':
      return {
        message: 'Kestra wants credentials (401), but none are set.',
        hint: `Set \`user\` and \`password\` (Open Source) or \`apiToken\` (Enterprise). Secrets that do not exist give empty inputs. ${NO_SECRETS}${proxy}`,
      };
  }
}

/** An HTML page where JSON was promised. */
export function explainHtml(at: Situation, prefix = ''): Explanation {
  return {
    message: `${at.server} answered with ${prefix}an HTML page instead of JSON: probably a login page in front of Kestra.`,
    hint: 'See `headers` for access proxies, and check `server`.',
  };
}

function hostOf({ server }: Situation): string {
  return server.replace(/^https?:\/\//, '');
}
