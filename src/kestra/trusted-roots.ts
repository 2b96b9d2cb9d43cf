import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/**
 * A TLS context that trusts a further authority beside those that Node trusts: its own and those of
 * NODE_EXTRA_CA_CERTS, which a `ca` would otherwise replace. Made once, since reading the roots takes as long
 * as many handshakes.
 */
export function trusting(pem: string): SecureContext {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  return createSecureContext({ ca: [...rootCertificates, ...(extra ? [readFileSync(extra)] : []), pem] });
}
