import { encodeGo, isSet, type JsonObject, objectAt, objectsAt, own, textAt, textsAt } from '../json.ts';
import { Failure } from './failure.ts';
import { end, type NodeDetails, noOutputs, type Outputs, type WalkNode } from './node.ts';
import { podName } from './node-name.ts';
import { anyString, defaultFrom, type Parameter, readParameters } from './parameter.ts';
import { checkPod } from './pod.ts';
import type { NodeType } from './run.ts';
import { exportArtifact } from './scope.ts';
import { isPodType, type TemplateType } from './template-library.ts';
import { connect, type Walk } from './walk.ts';

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (Template.GetNodeType). */
export function nodeTypeOf(type: TemplateType): NodeType {
  switch (type) {
    case 'steps':
      return 'Steps';
    case 'dag':
      return 'DAG';
    case 'suspend':
      return 'Suspend';
    case 'http':
      return 'HTTP';
    case 'plugin':
      return 'Plugin';
    default:
      return 'Pod';
  }
}

/** Source: argo-workflows workflow/common/common.go (ExecutorScriptSourcePath). */
const SCRIPT_SOURCE = '/argo/staging/script';
/** Source: argo-workflows workflow/common/common.go (ExecutorResourceManifestPath). */
const MANIFEST_PATH = '/tmp/manifest.yaml';

const COMPANIONS = [
  ['initContainers', 'init container'],
  ['sidecars', 'sidecar'],
] as const;

/** Everything that is not steps or a DAG: shows what would run, and ends as given, else well. Throws a Failure. */
export function executeLeaf(walk: Walk, node: WalkNode, template: JsonObject, type: TemplateType): void {
  node.details = detailsOf(walk, node, template, type);
  if ((type === 'container' || type === 'script') && node.details.image === undefined) {
    throw new Failure(
      'error',
      `the image of template '${textAt(template, 'name')}' is empty: no pod can be made of it`,
    );
  }
  if (isPodType(type)) checkPod(walk, template, type);
  if (type === 'suspend') {
    suspend(walk, node, template);
    return;
  }
  for (const [key, what] of COMPANIONS) {
    for (const container of objectsAt(template, key)) {
      const { image = '', command = [], args = [] } = commandLine(container);
      const line = walk.unknowns.reveal([image, ...command, ...args].join(' '));
      node.notes.push(`${what} '${textAt(container, 'name')}': ${line}`);
    }
  }
  if (type === 'containerSet') containers(walk, node, template);
  if (own(template, 'daemon') === true) {
    node.daemoned = true;
    node.notes.push('daemon: keeps running beside the nodes that follow, until its template ends');
  }
  const outputs = outputsOf(walk, node, template, type);
  node.outputs = outputs;
  const status = walk.setup.given.get(node, 'status') ?? walk.setup.given.get(node, 'phase');
  const exitCode = walk.setup.given.get(node, 'exitCode');
  const failsByCode = exitCode !== undefined && exitCode !== '0';
  const outcome = status === 'Failed' || status === 'Error' ? status : failsByCode ? 'Failed' : 'Succeeded';
  const said = walk.setup.given.get(node, 'message');
  const byCode = failsByCode ? `${mainContainer(template)}: Error (exit code ${exitCode})` : undefined;
  end(node, outcome, outcome === 'Succeeded' ? said : (said ?? byCode));
  for (const { name, globalName } of readParameters(objectAt(template, 'outputs'))) {
    const value = outputs.parameters.get(name);
    if (typeof value === 'string') walk.exportParameter(globalName, value);
  }
}

function mainContainer(template: JsonObject): string {
  const set = objectsAt(objectAt(template, 'containerSet'), 'containers');
  return set.length === 0 || set.some((one) => textAt(one, 'name') === 'main')
    ? 'main'
    : textAt(set[0], 'name');
}

function detailsOf(walk: Walk, node: WalkNode, template: JsonObject, type: TemplateType): NodeDetails {
  const pod = { podName: podName(walk.setup.name, node.name, textAt(template, 'name'), walk.setup.podNames) };
  const body = objectAt(template, type) ?? {};
  switch (type) {
    case 'container':
      return { ...pod, ...commandLine(body) };
    case 'script': {
      const source = textAt(body, 'source');
      const line = commandLine(body);
      if (source === '') return { ...pod, ...line };
      return { ...pod, ...line, args: [...(line.args ?? []), SCRIPT_SOURCE], body: source };
    }
    case 'resource':
      return { ...pod, ...resource(body) };
    case 'data':
      return { ...pod, body: encodeGo(body) };
    case 'http':
      return { body: request(body) };
    case 'plugin':
      return { body: encodeGo(body) };
    case 'suspend':
      return textAt(body, 'duration') === '' ? {} : { body: `duration: ${textAt(body, 'duration')}` };
    default:
      return pod;
  }
}

function commandLine(container: JsonObject): NodeDetails {
  const image = textAt(container, 'image');
  return {
    ...(image !== '' && { image }),
    ...(isSet(container, 'command') && { command: textsAt(container, 'command') }),
    ...(isSet(container, 'args') && { args: textsAt(container, 'args') }),
  };
}

/** Source: argo-workflows workflow/executor/resource.go (getKubectlArguments). */
function resource(body: JsonObject): NodeDetails {
  const action = textAt(body, 'action');
  const flags = textsAt(body, 'flags');
  const manifest = textAt(body, 'manifest');
  const hasManifest = manifest !== '' || isSet(body, 'manifestFrom');
  const command = ['kubectl', action];
  if (action === 'delete') command.push('--ignore-not-found');
  let asFile = hasManifest;
  if (action === 'patch') {
    const strategy = textAt(body, 'mergeStrategy') || 'strategic';
    command.push('--type', strategy, '--patch-file', MANIFEST_PATH);
    if (strategy === 'json' || (flags.length > 0 && !/^kind:|"kind"\s*:/m.test(manifest))) asFile = false;
  }
  command.push(...flags);
  if (asFile) command.push('-f', MANIFEST_PATH);
  command.push('-o', action === 'delete' ? 'name' : 'json');
  return { command, ...(manifest !== '' && { body: manifest }) };
}

function request(http: JsonObject): string {
  const lines = [`${textAt(http, 'method') || 'GET'} ${textAt(http, 'url')}`];
  for (const header of objectsAt(http, 'headers')) {
    const secret = objectAt(objectAt(header, 'valueFrom'), 'secretKeyRef');
    const value =
      secret === undefined
        ? textAt(header, 'value')
        : `(key '${textAt(secret, 'key')}' of Secret '${textAt(secret, 'name')}')`;
    lines.push(`${textAt(header, 'name')}: ${value}`);
  }
  const body = textAt(http, 'body');
  return body === '' ? lines.join('\n') : `${lines.join('\n')}\n\n${body}`;
}

/** Source: argo-workflows workflow/controller/container_set_template.go. */
function containers(walk: Walk, node: WalkNode, template: JsonObject): void {
  const set = objectsAt(objectAt(template, 'containerSet'), 'containers');
  const nodes = new Map<string, WalkNode>();
  for (const container of set) {
    const name = textAt(container, 'name');
    const child = walk.start(
      {
        name: `${node.name}.${name}`,
        type: 'Container',
        template: node.template,
        templateLabel: undefined,
        boundary: node,
        hooked: node.hooked,
      },
      node,
    );
    child.details = commandLine(container);
    end(child, 'Succeeded');
    nodes.set(name, child);
  }
  for (const container of set) {
    const child = nodes.get(textAt(container, 'name'));
    const dependencies = textsAt(container, 'dependencies');
    if (child === undefined) continue;
    if (dependencies.length === 0) connect(node, child);
    for (const dependency of dependencies) {
      const before = nodes.get(dependency);
      if (before !== undefined) connect(before, child);
    }
  }
}

/** What the leaf hands on: as given, or marks of what only a run can know. */
function outputsOf(walk: Walk, node: WalkNode, template: JsonObject, type: TemplateType): Outputs {
  const outputs = noOutputs();
  const { given } = walk.setup;
  const declared = objectAt(template, 'outputs');
  for (const parameter of readParameters(declared)) {
    outputs.parameters.set(parameter.name, outputValue(walk, node, parameter));
  }
  for (const artifact of objectsAt(declared, 'artifacts')) {
    exportArtifact(walk, artifact);
    const name = textAt(artifact, 'name');
    outputs.artifacts.set(name, { name, resolved: true });
  }
  const named = objectsAt(objectAt(template, 'containerSet'), 'containers').some(
    (one) => textAt(one, 'name') === 'main',
  );
  const hasResult = ['container', 'script', 'data', 'http', 'plugin'].includes(type) || named;
  const result = given.get(node, 'outputs.result');
  if (result !== undefined) outputs.result = result;
  else if (hasResult) outputs.result = mark(walk, node, 'outputs.result');
  if (type === 'container' || type === 'script' || type === 'resource' || type === 'data' || named) {
    const status = given.get(node, 'status');
    outputs.exitCode =
      given.get(node, 'exitCode') ??
      (status === undefined || status === 'Succeeded' ? '0' : mark(walk, node, 'exitCode'));
  }
  return outputs;
}

function outputValue(walk: Walk, node: WalkNode, parameter: Parameter): string {
  const given = walk.setup.given.get(node, `outputs.parameters.${parameter.name}`);
  return given ?? parameter.value ?? mark(walk, node, `outputs.parameters.${parameter.name}`);
}

function mark(walk: Walk, node: WalkNode, what: string): string {
  const name = walk.unknowns.reveal(node.displayName);
  return walk.unknowns.mark(`${name}.${what}`, [`${name}.${what}`]);
}

/**
 * A suspension is taken to be resumed. Source: argo-workflows workflow/controller/operator.go (executeSuspend,
 * addRawOutputFields), workflow/util/util.go (OverrideOutputParametersWithDefault).
 */
function suspend(walk: Walk, node: WalkNode, template: JsonObject): void {
  const duration = textAt(objectAt(template, 'suspend'), 'duration');
  if (duration !== '' && !walk.unknowns.isIn(duration)) checkDuration(walk, duration);
  node.notes.push(
    duration === '' ? 'waits until somebody resumes it (argo resume)' : `resumes by itself after ${duration}`,
  );
  const inputs = objectsAt(objectAt(template, 'inputs'), 'parameters');
  const outputs = noOutputs();
  for (const parameter of readParameters(objectAt(template, 'outputs'))) {
    if (!isSet(parameter.valueFrom, 'supplied')) continue;
    const given = walk.setup.given.get(node, `outputs.parameters.${parameter.name}`);
    const input = inputs.find((one) => textAt(one, 'name') === parameter.name);
    const fallback = defaultFrom(parameter) ?? anyString(own(input, 'default'));
    if (given === undefined && fallback === undefined && duration !== '') {
      throw new Failure(
        'error',
        `raw output parameter '${parameter.name}' has not been set and does not have a default value`,
      );
    }
    const value = given ?? fallback ?? mark(walk, node, `outputs.parameters.${parameter.name}`);
    outputs.parameters.set(parameter.name, value);
    walk.exportParameter(parameter.globalName, value);
  }
  if (outputs.parameters.size > 0) node.outputs = outputs;
  end(node, 'Succeeded');
}

/** A whole number is seconds, anything else a Go duration. Source: workflow_types.go (ParseStringToDuration). */
function checkDuration(walk: Walk, text: string): void {
  if (/^[+-]?\d+$/.test(text)) return;
  const [answer] = walk.setup.engine.ask([{ op: 'duration', text }]);
  if (!answer.ok) throw new Failure('error', `unable to parse ${text} as a duration: ${answer.error}`);
}
