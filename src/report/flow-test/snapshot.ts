import { basename } from 'node:path';
import type { SnapshotFile } from '../../flow-test/run.ts';
import { bareObject, type JsonValue } from '../../json.ts';
import { renderYaml } from '../yaml.ts';

/** The text of a file of snapshots: a mapping from the names of cases. */
export function renderSnapshots({ flowTest, snapshots }: SnapshotFile): string {
  const head = `# What comes of the cases of ${basename(flowTest)}. Written by "argoflow test --update".\n`;
  return [...snapshots].reduce((text, [name, value]) => `${text}\n${renderSnapshot(name, value)}`, head);
}

function renderSnapshot(name: string, value: JsonValue): string {
  const mapping = bareObject();
  mapping[name] = value;
  return renderYaml(mapping);
}
