import { escapedText } from 'halopsa-ground';
import type { Scalar } from 'yaml';
import type { Output } from '../host.js';
import type { Value } from './json-value.js';
import type { Printer, Row, Rows } from './printer.js';
import { write } from './write.js';
import { writeRows } from './write-rows.js';

/** Prints full records as YAML; what a terminal would obey is escaped, so that the values are exact all the same. */
export class YamlPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  async rows(rows: Rows): Promise<number> {
    const text = await yamlText();
    return writeRows(
      this.#stream,
      rows,
      (row) => text([row]),
      (count) => (count === 0 ? '[]\n' : ''),
    );
  }

  async record(record: Row): Promise<void> {
    await this.value(record);
  }

  async value(value: Value): Promise<void> {
    await write(this.#stream, (await yamlText())(value ?? null));
  }
}

/** Only a text in double quotes can have escapes, so a text that needs them gets these, and is never folded. */
async function yamlText(): Promise<(value: Value) => string> {
  const { Document, visit } = await import('yaml');
  return (value) => {
    const document = new Document(value);
    let escapes = false;
    visit(document, {
      Scalar(_, node: Scalar) {
        if (typeof node.value !== 'string' || escapedText(node.value) === node.value) return;
        node.type = 'QUOTE_DOUBLE';
        escapes = true;
      },
    });
    return escapes ? escapedText(document.toString({ lineWidth: 0 })) : document.toString();
  };
}
