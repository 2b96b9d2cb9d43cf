import { readFileSync, statSync } from 'node:fs';

/**
 * The content of a regular file, links followed; undefined when something else lies there, or more bytes than
 * that. A link of a checkout may lead to a device that never ends, or to a pipe that waits for a writer.
 * @throws an error of node:fs when nothing lies there, or it cannot be read
 */
export function readRegularFile(path: string, maxBytes: number): Buffer | undefined {
  const info = statSync(path);
  return info.isFile() && info.size <= maxBytes ? readFileSync(path) : undefined;
}
