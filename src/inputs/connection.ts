import { UsageError } from '../errors.js';

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'anonymous' };

interface CredentialInputs {
  readonly apiToken: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/**
 * Who the run is to Kestra: the token wins over user and password, with a notice; nothing at all is
 * anonymous.
 * @throws UsageError when one of `user` and `password` is missing
 */
export function readCredentials(inputs: CredentialInputs): { credentials: Credentials; notices: readonly string[] } {
  const { apiToken, user, password } = inputs;
  if (apiToken !== undefined) {
    const both = user !== undefined || password !== undefined;
    const notices = both ? ['`apiToken` is used; `user` and `password` are ignored.'] : [];
    return { credentials: { kind: 'token', token: apiToken }, notices };
  }
  if (user !== undefined && password !== undefined)
    return { credentials: { kind: 'basic', user, password }, notices: [] };
  if (user === undefined && password === undefined) return { credentials: { kind: 'anonymous' }, notices: [] };
  const missing = user === undefined ? 'user' : 'password';
  throw new UsageError(
    [`\`${missing}\` is empty, but \`${missing === 'user' ? 'password' : 'user'}\` is set: Kestra needs both.`],
    'A secret that does not exist gives an empty input; pull requests from forks get no secrets.',
  );
}

/** @throws UsageError when one of `clientCertificate` and `clientKey` is missing */
export function refuseHalfCertificate(clientCertificate: string | undefined, clientKey: string | undefined): void {
  if ((clientCertificate === undefined) === (clientKey === undefined)) return;
  const [missing, given] =
    clientKey === undefined ? ['clientKey', 'clientCertificate'] : ['clientCertificate', 'clientKey'];
  throw new UsageError([`\`${missing}\` is empty, but \`${given}\` is set: one is of no use without the other.`]);
}

/**
 * Refuses to go on without a server where one was meant: the credentials for it are there, or it is required.
 * @throws UsageError
 */
export function refuseWithoutServer(inputs: CredentialInputs, required: boolean): void {
  const given = (['apiToken', 'password', 'user'] as const).filter((name) => inputs[name] !== undefined);
  if (given.length === 0 && !required) return;
  const names = given.map((name) => `\`${name}\``).join(' and ');
  const but = given.length === 0 ? '`requireServer` is true' : `${names} ${given.length === 1 ? 'is' : 'are'} set`;
  throw new UsageError(
    [`\`server\` is empty, but ${but}: no server would judge the flows.`],
    'The secret or variable that `server` is filled from (often KESTRA_HOSTNAME or KESTRA_URL) is probably missing or misspelt, or belongs to another environment; pull requests from forks and from Dependabot do not get it.' +
      (required ? '' : ` To validate offline, leave ${names} out as well.`),
  );
}

/**
 * What goes over the wire for user and password, whatever else is wrong with the inputs: a secret as well.
 */
export function basicSecret(user: string, password: string): readonly string[] {
  if (password.trim() === '') return [];
  return [Buffer.from(`${user.trim()}:${password.trim()}`).toString('base64')];
}
