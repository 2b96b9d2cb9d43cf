import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { UsageError } from '../errors.js';

/** Who the client is to a server that asks for a certificate: PEM texts. */
export interface ClientIdentity {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A TLS context that trusts a further authority beside those that Node trusts: its own and those of
 * NODE_EXTRA_CA_CERTS, which a `ca` would otherwise replace. Made once, since reading the roots takes as long
 * as many handshakes.
 * @throws UsageError when the texts are no certificates, or certificate and key do not belong together
 */
export function secureContextOf(ca: string | undefined, client?: ClientIdentity): SecureContext | undefined {
  if (ca === undefined && client === undefined) return undefined;
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const roots = ca === undefined ? undefined : [...rootCertificates, ...(extra ? [readFileSync(extra)] : []), ca];
  try {
    return createSecureContext({
      ...(roots === undefined ? {} : { ca: roots }),
      ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
    });
  } catch (cause) {
    const names = client === undefined ? '`caCertificate`' : '`clientCertificate` and `clientKey`';
    // OpenSSL's words hold nothing of the texts.
    const reason = cause instanceof Error ? cause.message.replace(/^error:[^:]*:[^:]*:[^:]*:/, '') : String(cause);
    throw new UsageError(
      [`${names} cannot be used: ${reason}.`],
      client === undefined
        ? 'Give certificates in PEM form.'
        : 'They must belong together, in PEM form, the key without a passphrase.',
    );
  }
}
