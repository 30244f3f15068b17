import { readFileSync } from 'node:fs';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { renderSvg } from '../../src/report/graph/svg.ts';
import { checkPages, rulePages } from '../../src/report/reference.ts';
import { RULES } from '../../src/rules/index.ts';
import { graphOf } from '../graph/graphs.ts';

export const DOCS = new URL('../../docs/', import.meta.url);

/** Folders of which all is written by a program. */
export const WRITTEN_FOLDERS = ['rules', 'checks'];

/** The pages and pictures of docs/ that are made from what they are about, by their paths in it. */
export function writtenPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const [path, text] of rulePages(RULES)) pages.set(`rules/${path}`, text);
  for (const [path, text] of checkPages(CHECKS)) pages.set(`checks/${path}`, text);
  const engine = openEngine();
  try {
    const flow = readFileSync(new URL('images/flow.yaml', DOCS), 'utf8');
    pages.set('images/flow.svg', renderSvg(graphOf(engine, flow, 'flow.yaml')));
  } finally {
    engine.close();
  }
  return pages;
}
