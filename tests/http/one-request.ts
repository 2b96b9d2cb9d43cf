/** A process of its own: asks for one flow, closes the transport, and must then end by itself. */
import { createKestraClient } from '../../src/kestra/client.js';
import { createTransport } from '../../src/kestra/transport.js';

const server = process.argv[2]!;
const transport = createTransport({ server, connections: 4, connectTimeoutMs: 5000 });
const client = createKestraClient({
  server,
  tenant: 'main',
  credentials: { kind: 'anonymous' },
  userAgent: 'test',
  timeoutMs: 60_000,
  retries: 0,
  fetch: transport.fetch,
});
const asked = await client.getFlow('n', 'i').then(
  (flow) => `got ${flow?.id}`,
  (error: Error) => error.message,
);
await transport.close();
console.log(asked);
