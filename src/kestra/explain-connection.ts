import type { Explanation, Situation } from './situation.js';

const CERTIFICATE = /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|CRL_|INVALID_CA)/;
const NO_TLS = /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL))$/;
const BROKEN =
  /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/;
const UNREACHABLE = /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;

/** Codes with which no byte of the request can have reached the server. */
export const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * A sentence about a connection that failed, by Node's error code. `redirectedTo`: the address that was asked
 * because the server redirects to it.
 */
export function explainConnection(
  code: string | undefined,
  reason: string,
  at: Situation,
  redirectedTo?: string,
): Explanation {
  if (redirectedTo === undefined) return explainFailure(code, reason, at);
  const { message, hint } = explainFailure(code, reason, { ...at, server: redirectedTo });
  return { message: `${at.server} redirects to ${redirectedTo}. ${message}`, ...(hint === undefined ? {} : { hint }) };
}

function explainFailure(code: string | undefined, reason: string, at: Situation): Explanation {
  const { protocol, host } = new URL(at.server);
  const proxied = explainProxy(code, reason, at.proxy);
  if (proxied !== undefined) return proxied;
  if (code !== undefined) {
    if (NO_TLS.test(code) && protocol === 'https:') {
      return {
        message: `${host} does not speak TLS, but \`server\` begins with https://.`,
        hint: `If this port is plain HTTP, write http:// in \`server\`: ${at.server.replace(/^https:/, 'http:')}`,
      };
    }
    if (BROKEN.test(code)) {
      return {
        message: `The connection to ${host} broke off before the answer was complete (${code}).`,
        hint:
          protocol === 'http:'
            ? 'Check that Kestra still runs, and proxies in between. If this port speaks TLS, write https:// in `server`.'
            : 'Check that Kestra still runs, and proxies in between.',
      };
    }
    const explanation = explainReach(code, at) ?? explainTls(code, reason, host);
    if (explanation !== undefined) return explanation;
    if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
      return {
        message: `${host} answered with something that is not HTTP (${code}).`,
        hint: 'Check the port of `server`: Kestra listens on 8080 unless configured otherwise.',
      };
    }
  }
  return {
    message: `The connection to ${host} failed: ${reason}${code === undefined ? '' : ` (${code})`}.`,
    hint: 'Check that the runner reaches the server, and proxies in between.',
  };
}

/** Behind a proxy, what fails before TLS is the proxy. */
function explainProxy(code: string | undefined, reason: string, proxy: string | undefined): Explanation | undefined {
  if (proxy === undefined) return undefined;
  const status = /Proxy response \((\d+)\)|\((407)\)/.exec(reason);
  const hint = 'The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.';
  if (status !== null) {
    const answered = status[1] ?? status[2];
    return {
      message: `The proxy ${proxy} answered ${answered} instead of connecting to Kestra.`,
      hint: answered === '407' ? `It wants credentials: http://user:password@host:port. ${hint}` : hint,
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ECONNREFUSED' || (code && UNREACHABLE.test(code))) {
    return { message: `The proxy ${proxy} cannot be reached (${code}).`, hint };
  }
  return undefined;
}

function explainReach(code: string, at: Situation): Explanation | undefined {
  const { host, hostname } = new URL(at.server);
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
  if (UNREACHABLE.test(code)) {
    return {
      message: `${host} did not accept a connection (${code}).`,
      hint: 'Check `server`, and firewalls in between. GitHub-hosted runners reach public addresses only; a private Kestra needs a self-hosted runner.',
    };
  }
  return undefined;
}

function explainTls(code: string, reason: string, host: string): Explanation | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      message: `The certificate of ${host} was made for another name (${code}).`,
      hint: 'Use a name in `server` that the certificate holds. Verification is never switched off.',
    };
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return {
      message: `The certificate of ${host} is not valid today (${code}).`,
      hint: 'Renew it on the server. Verification is never switched off.',
    };
  }
  if (CERTIFICATE.test(code)) {
    return {
      message: `The certificate of ${host} is not trusted (${code}).`,
      hint: "Give your authority's certificate as `caCertificate`, or set NODE_EXTRA_CA_CERTS on the runner to its PEM file; the server must send its intermediate certificates. Verification is never switched off.",
    };
  }
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(code)) {
    return {
      message: `${host} refused the TLS handshake (${code}).`,
      hint: 'It may want a client certificate (`clientCertificate` and `clientKey`), or a TLS version that Node does not speak.',
    };
  }
  return /^(ERR_SSL|EPROTO)/.test(code) ? { message: `TLS with ${host} failed: ${reason} (${code}).` } : undefined;
}
