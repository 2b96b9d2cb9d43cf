import type { Progress } from '../plan/progress.js';
import { sizeOf } from '../report/counts.js';

const PAUSE_MS = 3000;

/** A line every few seconds on long work: `Uploaded 1,200 of 4,000 files (31 MB)`. */
export function logProgress(verb: string, things: string, print: (line: string) => void): Progress {
  let last = performance.now();
  return (done, total, bytes) => {
    const now = performance.now();
    if (now - last < PAUSE_MS || done === total) return;
    last = now;
    const size = bytes === undefined ? '' : ` (${sizeOf(bytes)})`;
    print(`${verb} ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${things}${size}`);
  };
}
