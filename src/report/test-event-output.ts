import type { OpenPort } from '../test-event/listen.ts';
import type { TestEventResult } from '../test-event/result.ts';
import type { Sources } from './code-frame.ts';
import { renderJson, renderJsonLine } from './json.ts';
import { createPen, type Style } from './pen.ts';
import { renderConclusion, renderFiring, renderTestEvent } from './test-event.ts';
import { oneLine, wrap } from './text-width.ts';
import { noteLines } from './trace.ts';
import { renderYaml } from './yaml.ts';

export type OutputFormat = 'text' | 'json' | 'yaml';

/** A result in the form that was asked for. */
export function renderResult(
  result: TestEventResult,
  sources: Sources,
  format: OutputFormat,
  style: Style,
): string {
  switch (format) {
    case 'text':
      return renderTestEvent(result, sources, style);
    case 'json':
      return renderJson(result);
    case 'yaml':
      return renderYaml(result);
  }
}

/** One request of a listener: text, a JSON document on a line, or a YAML document. */
export function renderRequest(
  result: TestEventResult,
  sources: Sources,
  format: OutputFormat,
  style: Style,
): string {
  switch (format) {
    case 'text':
      return `${result.firings.map((firing) => renderFiring(firing, sources, style)).join('\n')}\n`;
    case 'json':
      return renderJsonLine(result);
    case 'yaml':
      return `---\n${renderYaml(result)}`;
  }
}

/** What a listener found in all; in the forms for machines each request has said it already. */
export function renderEnd(result: TestEventResult, format: OutputFormat, style: Style): string {
  return format === 'text' ? renderConclusion(result, style) : '';
}

/** The open ports of a listener, with a request to try. */
export function renderPorts(ports: readonly OpenPort[], style: Style): string {
  const pen = createPen(style);
  return ports
    .flatMap(({ url, eventSource, endpoints, notes }) => [
      ...endpoints.map(
        (endpoint) =>
          `${pen.paint.green('listening')} ${pen.paint.bold(oneLine(url + endpoint))} for ${oneLine(eventSource)}`,
      ),
      ...notes.flatMap((note) => noteLines(note, pen, 2)),
    ])
    .concat(
      wrap('Ctrl-C ends it', pen.columns).map((line) => pen.paint.dim(line)),
      '',
    )
    .map((line) => `${line}\n`)
    .join('');
}
