import type { ErrorBody } from './error-body.js';

/** What is known about the other side when something goes wrong. */
export interface Situation {
  /** Base address. */
  readonly server: string;
  readonly tenant: string;
  readonly credentials: 'token' | 'basic' | 'anonymous';
  readonly user?: string;
  readonly edition?: 'OSS' | 'EE';
  /** False: the server has no credentials yet. */
  readonly initialized?: boolean;
}

export interface Explanation {
  readonly message: string;
  readonly hint?: string;
}

/** A sentence about a status that is no success, and what to do. */
export function explainStatus(status: number, body: ErrorBody, what: string, at: Situation): Explanation {
  if (status === 401) return explainUnauthorized(at);
  if (status === 400 && at.edition !== 'EE' && /tenant/i.test(body.message)) {
    return {
      message: `This server is Open Source and knows only the tenant "main", but \`tenant\` is "${at.tenant}".`,
      hint: 'Remove the input `tenant`.',
    };
  }
  if (body.html) return explainHtml(at, `${status} and `);
  const said = body.message === '' ? '' : `: ${body.message}`;
  if (status === 403) {
    return {
      message: `Kestra does not permit to ${what} (403)${said}.`,
      hint: 'Give the account FLOW with CREATE, READ and UPDATE on the namespace; namespace files are under FLOW too.',
    };
  }
  if (status === 413) {
    return { message: `The request to ${what} is too large for the server or a proxy before it (413).` };
  }
  const hint = status >= 500 ? 'The server has a problem: see its log. Running the step again may help.' : undefined;
  return { message: `Kestra answered ${status} when asked to ${what}${said}.`, ...(hint ? { hint } : {}) };
}

function explainUnauthorized(at: Situation): Explanation {
  if (at.initialized === false) {
    return {
      message: 'Kestra refused the credentials (401): this server has no user yet.',
      hint: 'Open its address in a browser and create the first user, or configure `kestra.server.basic-auth`.',
    };
  }
  if (at.credentials === 'token') {
    return at.edition === 'OSS'
      ? {
          message: 'Kestra refused the credentials (401). This server is Open Source, which has no API tokens.',
          hint: 'Use `user` and `password` instead of `apiToken`.',
        }
      : {
          message: 'Kestra refused the API token (401).',
          hint: 'Check the secret behind `apiToken`: it may be expired, or empty in a pull request from a fork, which gets no secrets.',
        };
  }
  if (at.credentials === 'basic') {
    return {
      message: `Kestra refused the credentials of user ${at.user} (401).`,
      hint: 'Check the secrets behind `user` and `password`; a pull request from a fork gets no secrets – leave `server` out there to validate offline.',
    };
  }
  return {
    message: 'Kestra wants credentials (401), but none are set.',
    hint: 'Set `user` and `password` (Open Source) or `apiToken` (Enterprise). Secrets that do not exist give empty inputs; pull requests from forks get none.',
  };
}

/** An HTML page where JSON was promised. */
export function explainHtml(at: Situation, prefix = ''): Explanation {
  return {
    message: `${at.server} answered with ${prefix}an HTML page instead of JSON: probably a login page in front of Kestra, or an address that is not Kestra's.`,
    hint: 'See `headers` for access proxies, and check `server`.',
  };
}

const CERTIFICATE = /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|ERR_TLS_CERT|CRL_|INVALID_CA)/;

/** A sentence about a connection that failed, by Node's error code. */
export function explainConnection(code: string | undefined, reason: string, at: Situation): Explanation {
  const { protocol, host, hostname } = new URL(at.server);
  if (code === 'ECONNREFUSED') {
    return {
      message: `The connection to ${host} was refused: nothing listens there.`,
      hint: 'Check host and port of `server`, and that Kestra runs. GitHub-hosted runners reach public addresses only.',
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      message: `The host ${hostname} was not found.`,
      hint: 'Check `server`. A private name needs a self-hosted runner.',
    };
  }
  if (code !== undefined && CERTIFICATE.test(code)) {
    return {
      message: `The certificate of ${host} is not trusted (${code}).`,
      hint: "Put your authority's certificate on the runner and set NODE_EXTRA_CA_CERTS to its PEM file. Verification is never switched off.",
    };
  }
  if (protocol === 'https:' && (code === 'EPROTO' || code?.startsWith('ERR_SSL'))) {
    return {
      message: `${host} does not speak TLS.`,
      hint: `If this port is plain HTTP, write http:// in \`server\`: http://${host}`,
    };
  }
  return {
    message: `The connection to ${host} failed: ${reason}${code === undefined ? '' : ` (${code})`}.`,
    hint: 'Check that the runner reaches the server, and proxies in between.',
  };
}
