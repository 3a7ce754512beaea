import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a language server answers where the pointer rests on a name. */
interface Hover {
  readonly contents: string | { readonly value: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const root = join(import.meta.dirname, '../..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** An editor with one file open in a project that has our packages: it asks TypeScript's language server as editors do. */
export class Editor {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'halo-editor-')));
  readonly #server: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #file: string;
  readonly #lines: readonly string[];
  #rest = Buffer.alloc(0);
  #last = 0;

  constructor(text: string) {
    this.#file = pathToFileURL(join(this.#folder, 'open.ts')).href;
    this.#lines = text.split('\n');
    mkdirSync(join(this.#folder, 'node_modules'));
    symlinkSync(join(root, 'packages/sdk'), join(this.#folder, 'node_modules/halopsa'), 'junction');
    const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, types: [] };
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(this.#folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['open.ts'] }));
    writeFileSync(join(this.#folder, 'open.ts'), text);
    this.#server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#server.stdout?.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#server.once('exit', () => {
      for (const answer of this.#waiting.values()) answer({ error: { message: 'the language server ended' } });
    });
  }

  /** Opens the file. */
  async open(text: string = this.#lines.join('\n')): Promise<void> {
    const rootUri = pathToFileURL(this.#folder).href;
    await this.#ask('initialize', { processId: process.pid, rootUri, capabilities: {} });
    this.#send({ method: 'initialized', params: {} });
    const textDocument = { uri: this.#file, languageId: 'typescript', version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
  }

  /** What the editor shows where the pointer rests on the first letter of this text in a line. */
  async hover(line: number, text: string): Promise<string> {
    const at = this.#lines[line]?.indexOf(text) ?? -1;
    if (at < 0) throw new Error(`line ${line} does not hold ${text}`);
    const position = { line, character: at + text.search(/\w/) };
    const answer = await this.#ask('textDocument/hover', { textDocument: { uri: this.#file }, position });
    // The server's answer; LSP says that it is a hover or null.
    const contents = (answer as Hover | null)?.contents ?? '';
    return typeof contents === 'string' ? contents : contents.value;
  }

  /** Ends the server and removes the project. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.once('exit', resolve));
    await this.#ask('shutdown', undefined);
    this.#send({ method: 'exit' });
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const head = this.#rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#rest.length < head + 4 + length) return;
      const body = this.#rest.subarray(head + 4, head + 4 + length).toString();
      this.#rest = this.#rest.subarray(head + 4 + length);
      this.#take(JSON.parse(body) as Message);
    }
  }

  /** Answers of the server go to who asked; what it asks in turn gets an empty answer. */
  #take(message: Message): void {
    const { id, method } = message;
    if (id === undefined) return;
    if (method !== undefined) this.#send({ id, result: null });
    else {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
    }
  }
}
