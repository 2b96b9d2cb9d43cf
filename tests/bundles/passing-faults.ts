/** What befalls one request, and not its repetition: name, and what the proxy does. */
export const PASSING_FAULTS = [
  ['503', { effect: 'status', status: 503 }],
  ['429', { effect: 'status', status: 429, retryAfter: '0' }],
  ['a reset before the server has it', { effect: 'reset' }],
  ['a reset after the server has done it', { effect: 'lose-answer' }],
] as const;
