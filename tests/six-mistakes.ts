/**
 * A flow with six mistakes, which Kestra reports one after the other: every version that is judged offline
 * knows them by the same rules. More properties of its trigger, and then of the flow, may follow.
 * @param message of the task at line 17
 */
export function sixMistakes(message = 'hello'): string {
  return `id: seven
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.log.Log
    mesage: hello
  - id: fetch
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com
    description: An example
    allowFailure: many
  - id: third
    type: io.kestra.plugin.core.log.Lug
    message: hello
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: ${message}
  - id: last
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "61 * * * *"
`;
}
