import { type JsonObject, listAt, textAt } from '../../json.ts';
import { metadataText, withOriginLabels } from './kubernetes-object.ts';
import { resourceObject } from './resource-object.ts';
import { type Executed, failed, kindPlace, type Round } from './round.ts';

const ON_RUNNING = ['resubmit', 'resume', 'retry', 'suspend', 'terminate', 'stop'];

/**
 * Runs the `argo` program. The submitted file has a random name below the temporary folder; it stands here as
 * `/tmp/<name><random>`.
 * Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go.
 */
export function argoWorkflow(round: Round, template: JsonObject): Executed {
  const operation = textAt(template, 'operation') || 'submit';
  const args = listAt(template, 'args').map(String);
  const parameters = listAt(template, 'parameters');
  const lost =
    operation === 'submit' || parameters.length === 0
      ? []
      : [
          `only the name reaches "argo ${operation}": pass values with "args", for example ["-p", "name=value"]`,
        ];
  const fetched = resourceObject(round, 'argoWorkflow', template, lost);
  if (!fetched.ok) return fetched.executed;
  const { object: given } = fetched;
  const source = kindPlace(round, 'argoWorkflow', 'source');
  const name = metadataText(given, 'name');
  const prefix = metadataText(given, 'generateName');
  const namespace = metadataText(given, 'namespace') || round.namespace;
  if (name === '' && operation !== 'submit') {
    const cause = `failed to execute the workflow ${operation} operation, no name is given`;
    return failed(`failed to execute trigger, ${cause}`, source);
  }
  if (name === '' && prefix === '') {
    const cause = 'failed to trigger the workflow, neither name nor generateName is given';
    return failed(`failed to execute trigger, ${cause}`, source);
  }
  const argo = (...words: readonly string[]): readonly string[] => [
    'argo',
    '-n',
    namespace,
    ...words,
    ...args,
  ];

  if (operation === 'submit') {
    const object = withOriginLabels(given, round.sensor.name, round.name, round.world.now());
    return {
      action: {
        kind: 'argoWorkflow',
        operation,
        command: argo('submit', `/tmp/${name}${prefix}<random>`),
        object,
      },
      summary: `would submit ${name === '' ? `"${prefix}…"` : `"${name}"`} in namespace ${namespace}`,
      // The list's items are values, not pointers, which no policy of the trigger can look at.
      result: 'none',
    };
  }
  if (operation === 'submit-from') {
    const kind = textAt(given, 'kind').toLowerCase();
    if (kind !== 'cronworkflow' && kind !== 'workflowtemplate') {
      return failed(`failed to execute trigger, invalid kind ${textAt(given, 'kind')}`, source);
    }
    const from = `${kind === 'cronworkflow' ? 'cronwf' : kind}/${name}`;
    return {
      ...failed(`failed to execute trigger, workflows.argoproj.io "${name}" not found`, source, [
        'the workflow is submitted all the same: the sensor then looks for a Workflow with the name of the template, which does not exist',
      ]),
      action: {
        kind: 'argoWorkflow',
        operation,
        command: argo('submit', '--from', from),
        object: given,
      },
    };
  }
  if (!ON_RUNNING.includes(operation)) {
    return failed(
      `failed to execute trigger, unknown operation type ${operation}`,
      kindPlace(round, 'argoWorkflow', 'operation'),
    );
  }
  return {
    action: { kind: 'argoWorkflow', operation, command: argo(operation, name), object: given },
    summary: `would ${operation} the Workflow "${name}" in namespace ${namespace}`,
    notes: ['it fails when there is no such Workflow'],
    result: 'object',
  };
}
