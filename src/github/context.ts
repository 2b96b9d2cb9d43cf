import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What the run knows about itself, from the runner's environment. */
export interface GitHubContext {
  /** Absolute path of the checkout. */
  readonly workspace: string;
  readonly repository?: string;
  readonly sha?: string;
  readonly serverUrl?: string;
  readonly runUrl?: string;
  /**
   * Address of this suite's documents at the version that runs; absent for an action of the checkout
   * itself.
   */
  readonly docsUrl?: string;
  /** Folder for files that later steps may read. */
  readonly temp: string;
  readonly eventName: string;
  readonly event: GitHubEvent;
}

/** The parts of an event that matter here. */
export interface GitHubEvent {
  readonly pullRequest?: {
    readonly number: number;
    readonly base: string;
    readonly head: string;
    /** The head lies in another repository: the token is read-only. */
    readonly fromFork: boolean;
  };
  /** A push, or a group of a merge queue. */
  readonly push?: {
    /** "refs/heads/main"; of a tag "refs/tags/…". */
    readonly ref: string;
    readonly before: string;
    readonly after: string;
    readonly created: boolean;
    readonly forced: boolean;
    readonly defaultBranch?: string;
  };
}

/** Reads the environment that a runner gives to a step, and the payload of its event. */
export function readContext(env: NodeJS.ProcessEnv = process.env): GitHubContext {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: sha, GITHUB_SERVER_URL: serverUrl, GITHUB_RUN_ID: run } = env;
  const { GITHUB_ACTION_REPOSITORY: own, GITHUB_ACTION_REF: ref } = env;
  return {
    workspace: env['GITHUB_WORKSPACE'] || process.cwd(),
    temp: env['RUNNER_TEMP'] || tmpdir(),
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    event: eventOf(readPayload(env['GITHUB_EVENT_PATH'])),
    ...(repository ? { repository } : {}),
    ...(sha ? { sha } : {}),
    ...(serverUrl ? { serverUrl } : {}),
    ...(serverUrl && own && ref ? { docsUrl: `${serverUrl}/${own}/blob/${ref}/docs` } : {}),
    ...(serverUrl && repository && run ? { runUrl: `${serverUrl}/${repository}/actions/runs/${run}` } : {}),
  };
}

type Json = Readonly<Record<string, unknown>>;

function readPayload(path: string | undefined): Json {
  if (!path) return {};
  try {
    return objectOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Without an event there is no pull request; nothing else depends on it.
    return {};
  }
}

function eventOf(payload: Json): GitHubEvent {
  const pull = objectOf(payload['pull_request']);
  if (typeof pull['number'] === 'number') {
    const base = objectOf(pull['base']);
    const head = objectOf(pull['head']);
    const name = (side: Json) => objectOf(side['repo'])['full_name'];
    return {
      pullRequest: {
        number: pull['number'],
        base: textOf(base['sha']),
        head: textOf(head['sha']),
        // The repository of a fork may be gone by now.
        fromFork: typeof name(head) !== 'string' || name(head) !== name(base),
      },
    };
  }
  const group = objectOf(payload['merge_group']);
  if (typeof group['head_sha'] === 'string') {
    const [before, after, ref] = [group['base_sha'], group['head_sha'], group['head_ref']].map(textOf);
    return { push: { ref: ref!, before: before!, after: after!, created: false, forced: false } };
  }
  if (typeof payload['after'] !== 'string') return {};
  const branch = objectOf(payload['repository'])['default_branch'];
  return {
    push: {
      ref: textOf(payload['ref']),
      before: textOf(payload['before']),
      after: payload['after'],
      created: payload['created'] === true,
      forced: payload['forced'] === true,
      ...(typeof branch === 'string' ? { defaultBranch: branch } : {}),
    },
  };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
