import nock from 'nock';
import type { KestraClientOptions } from '../../src/kestra/client.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { JSON_TYPE, SERVER, setUp } from './support.js';

export const token = { kind: 'token', token: 'very-secret-token' } as const;

export interface Met {
  readonly status: number;
  readonly body?: string | object;
  readonly headers?: Record<string, string>;
  /** What `/configs` says before; without it, it is not asked. */
  readonly configs?: object | number;
  readonly options?: Partial<KestraClientOptions>;
}

/** What a person reads when a search meets this. */
export async function reportedAbout({
  status,
  body,
  headers = JSON_TYPE,
  configs,
  options = {},
}: Met): Promise<string> {
  const { client } = setUp({ retries: 0, ...options });
  const base = options.server ?? SERVER;
  if (configs !== undefined) {
    if (typeof configs === 'number')
      nock(base)
        .get(/configs/)
        .times(2)
        .reply(configs);
    else
      nock(base)
        .get(/configs/)
        .reply(200, configs);
    await client.serverInfo();
  }
  nock(base)
    .get(/search/)
    .reply(status, body as string, headers);
  return messageAndHint(await failureOf(client.searchFlows('company')));
}

export const OSS = { version: '1.3.25', edition: 'OSS', isBasicAuthInitialized: true };

export const NO_SECRETS =
  'A pull request from a fork gets no secrets, one of Dependabot only those that are stored for Dependabot.';

export const TENANT = 'Set `tenant` if yours is not "main".';
