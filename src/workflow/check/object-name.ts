import { textAt } from '../../json.ts';
import type { WorkflowObject } from '../source.ts';
import type { Report } from './report.ts';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/**
 * The API server wants a name that DNS can hold, the controller one that a label can hold.
 * Source: k8s.io/apimachinery pkg/api/validation (NameIsDNSSubdomain); argo-workflows validate.go (Workflow).
 */
export function checkObjectName(report: Report, { metadata, kind, at }: WorkflowObject): void {
  const name = textAt(metadata, 'name');
  const prefix = textAt(metadata, 'generateName');
  if (name === '' && prefix === '') {
    const message = 'metadata.name: Required value: name or generateName is required';
    report.add({ rule: 'name-missing', message, at: at(['metadata']) });
    return;
  }
  const field = name === '' ? 'generateName' : 'name';
  const value = name || prefix;
  // A prefix is judged as if a letter followed.
  if (!SUBDOMAIN.test(name === '' ? `${prefix}a` : name) || value.length > 253) {
    const message = `metadata.${field}: Invalid value: "${value}": ${RULE}`;
    report.add({ rule: 'name-refused', message, at: at(['metadata', field]) });
  }
  const bytes = Buffer.byteLength(name);
  const [noun, most] = LONGEST[kind] ?? ['workflow', 63];
  if (bytes > most) {
    const message = `${noun} name "${name}" must not be more than ${most} characters long (currently ${bytes})`;
    report.add({ rule: 'name-too-long', message, at: at(['metadata', 'name']) });
  }
}

/** Bytes in a name. To that of a CronWorkflow the time is added. Source: argo-workflows validate.go. */
const LONGEST: Readonly<Record<string, readonly [noun: string, most: number]>> = {
  WorkflowTemplate: ['workflow template', 63],
  ClusterWorkflowTemplate: ['cluster workflow template', 63],
  CronWorkflow: ['cron workflow', 52],
};
