import type { KestraClient } from '../../src/kestra/client.js';
import { createTransport } from '../../src/kestra/transport.js';
import { stopClock } from '../stopped-clock.js';
import { atEnd, connect } from './support.js';

/** A client whose time runs only when the test lets it run, over real sockets. */
export function clientWithoutClock(
  server: string,
  { timeoutMs, connections = 4 }: { readonly timeoutMs: number; readonly connections?: number },
): {
  readonly client: KestraClient;
  /** The head of an answer is here. */
  readonly head: Promise<void>;
  /** Lets so many milliseconds pass. */
  readonly pass: (ms: number) => void;
} {
  const { pass, start } = stopClock();
  atEnd(start);
  const transport = createTransport({ server, connections, connectTimeoutMs: 5000 });
  atEnd(() => transport.close());
  let arrive = () => {};
  const head = new Promise<void>((resolve) => (arrive = resolve));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await transport.fetch(input, init);
    arrive();
    return response;
  };
  const { client } = connect(server, { timeoutMs, fetch, connections });
  return { client, head, pass };
}
