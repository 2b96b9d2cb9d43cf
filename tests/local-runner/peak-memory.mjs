// Loaded into a bundle by `node --import`: leaves its peak memory behind when it ends.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

process.on('exit', () => {
  // Linux counts the memory of the process that starts another one into that one's `maxRSS`.
  const kilobytes = existsSync(STATUS)
    ? /VmHWM:\s*(\d+)/.exec(readFileSync(STATUS, 'utf8'))[1]
    : process.resourceUsage().maxRSS;
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(kilobytes * 1024));
});
