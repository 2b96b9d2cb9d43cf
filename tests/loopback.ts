import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

/** Where a server of a test is reached. */
export interface Loopback {
  readonly port: number;
  /** Connections so far, and the most that were open at once. */
  readonly connections: { readonly total: number; readonly most: number };
  /** Ends every connection and waits until the server is closed. */
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface, or on this one. */
export async function listenOnLoopback(server: net.Server, port = 0): Promise<Loopback> {
  const open = new Set<Socket>();
  const connections = { total: 0, most: 0 };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    connections.total++;
    connections.most = Math.max(connections.most, open.size);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as AddressInfo).port, connections, close };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await listenOnLoopback(net.createServer());
  await close();
  return port;
}
