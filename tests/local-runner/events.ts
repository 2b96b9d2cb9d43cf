/** What GitHub tells a run about the pull request that started it. */
export function pullRequestEvent({ fork = false }: { readonly fork?: boolean } = {}) {
  return {
    name: 'pull_request',
    payload: {
      number: 7,
      pull_request: {
        number: 7,
        base: { sha: 'b'.repeat(40), repo: { full_name: 'acme/flows' } },
        head: { sha: 'c'.repeat(40), repo: { full_name: fork ? 'stranger/flows' : 'acme/flows' } },
      },
      repository: { default_branch: 'main' },
    },
  };
}
