import { jest } from '@jest/globals';

/** What is left to Node itself: sockets and streams run in real time. */
const REAL = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
] as const;

/** Timeouts come only when the test lets time pass. */
export function stopClock(): { readonly pass: (ms: number) => void; readonly start: () => void } {
  jest.useFakeTimers({ doNotFake: [...REAL] });
  return { pass: (ms) => void jest.advanceTimersByTime(ms), start: () => void jest.useRealTimers() };
}
