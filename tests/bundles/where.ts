import { appendFileSync } from 'node:fs';

/** A server that is there already, and how to get in. */
export interface RealServer {
  readonly url: string;
  /** The inputs of an action that let it in. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly tenant: string;
  /** As the server says it. */
  readonly version: string;
  /** What every namespace of these suites begins with, so that runs do not meet. */
  readonly prefix: string;
}

/** The server of KESTRA_URL; undefined: every test has a local Kestra of its own. */
export const real: RealServer | undefined = realServer(process.env);

function realServer(env: NodeJS.ProcessEnv): RealServer | undefined {
  const { KESTRA_URL: url, KESTRA_USER: user, KESTRA_PASSWORD: password, KESTRA_TOKEN: token } = env;
  if (!url) return undefined;
  const tenant = env['KESTRA_TENANT'] || 'main';
  const who: Record<string, string> = token ? { apiToken: token } : user && password ? { user, password } : {};
  return {
    url: url.replace(/\/+$/, ''),
    credentials: { ...who, ...(tenant === 'main' ? {} : { tenant }) },
    tenant,
    version: env['KESTRA_TEST_VERSION'] ?? '1.3',
    prefix: env['KESTRA_TEST_PREFIX'] ?? `tests.${process.pid.toString(36)}${Date.now().toString(36)}`,
  };
}

/** A line in the journal of a run on a real server. */
export function note(entry: Readonly<Record<string, unknown>>): void {
  const journal = process.env['KESTRA_TEST_JOURNAL'];
  if (real !== undefined && journal) appendFileSync(journal, `${JSON.stringify(entry)}\n`);
}
