import { acceptedTypes, negotiate } from './accept.js';
import { json, type FullAnswer } from './answer.js';
import { configs } from './configs.js';
import type { ArrivedRequest } from './options.js';
import { notAcceptable } from './refusal.js';
import type { Settings } from './settings.js';

/** What a server says of itself, outside any tenant; undefined when a path asks for nothing of it. */
export function answerOfInstance(request: ArrivedRequest, path: string, settings: Settings): FullAnswer | undefined {
  if (request.method !== 'GET') return undefined;
  const answer = CONTENTS[path]?.(settings);
  if (answer === undefined) return undefined;
  const accepted = acceptedTypes(request.headers.accept);
  if (negotiate(accepted, [{ produces: JSON_TYPE }]) === undefined) {
    throw notAcceptable(
      accepted.map(({ type }) => type),
      [JSON_TYPE],
    );
  }
  return answer;
}

/** Whether it answers without credentials. */
export function isOpen(path: string, { isReleasedTwo }: Settings): boolean {
  return isReleasedTwo ? path === 'configs/login' : path === 'configs';
}

const JSON_TYPE = 'application/json';

const CONTENTS: Readonly<Record<string, (settings: Settings) => FullAnswer | undefined>> = {
  configs,
  'configs/login': ({ isReleasedTwo }) => (isReleasedTwo ? json({ isBasicAuthInitialized: true }) : undefined),
  // The frame of a schema: the plugins are not in it.
  'plugins/schemas/flow': () =>
    json({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $ref: '#/definitions/io.kestra.core.models.flows.Flow',
      definitions: { 'io.kestra.core.models.flows.Flow': { type: 'object' } },
    }),
};
