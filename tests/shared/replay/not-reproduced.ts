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
