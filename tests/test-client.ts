import { createKestraClient, type KestraClient, type KestraClientOptions } from '../src/kestra/client.js';

export const BASIC = { kind: 'basic', user: 'ci@acme.com', password: 'Sesame/Öffne Dich+1' } as const;

/** A client as the actions make it, but for its pauses, which take no time. */
export function testClient(
  options: Pick<KestraClientOptions, 'server' | 'fetch'> & Partial<KestraClientOptions>,
): KestraClient {
  return createKestraClient({
    tenant: 'main',
    credentials: BASIC,
    userAgent: 'kestra-github-actions/1.0.0',
    timeoutMs: 10_000,
    retries: 0,
    random: () => 0.5,
    sleep: () => Promise.resolve(),
    ...options,
  });
}
