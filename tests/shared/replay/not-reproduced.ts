import type { Lines } from './recordings.js';

/**
 * The recorded exchanges that the local Kestra does not reproduce, each with the reason. The lists may only
 * shrink.
 */
export const notReproduced: Readonly<Record<'1.3.25' | '2.0.0', Readonly<Record<string, string>>>> = {
  '1.3.25': {
    'server-and-auth: validate, json':
      'Flows written in JSON have been deprecated since 0.18; no client of ours sends them, and the double does not judge them.',
    'flows: export by query, unknown filter':
      'Status and sentence are the same; the message goes on with the filters of every resource of Kestra, the double names those of flows.',
  },
  '2.0.0': {
    'flows: export by query, unknown filter':
      'Status and sentence are the same; the message goes on with the filters of every resource of Kestra, the double names those of flows.',
  },
};

/** The same for the recordings of headers. */
export const headersNotReproduced: Readonly<Record<Lines, Readonly<Record<string, string>>>> = {
  '1.0': Object.fromEntries(
    [
      '0: configs, Accept none',
      '34: configs, Accept any',
      '68: configs, Accept json',
      '136: configs, Accept both',
      '170: configs, Accept jsonAny',
    ].map((name) => [
      name,
      'Only 1.0 lists in /configs what every resource can be filtered by; no client of ours reads it.',
    ]),
  ),
  '1.1': {},
  '1.2': {},
  '1.3': {},
  '2.0': {},
};
