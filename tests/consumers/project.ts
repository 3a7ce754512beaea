import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PackedPackage, packPackages } from '../../scripts/pack-packages.js';

/** What a program printed and how it ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of somebody else's, outside the workspace, with our packages installed from their tarballs. */
export class ConsumerProject {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), 'halo-consumer-')));
  packages: readonly PackedPackage[] = [];

  /** Packs the workspace and installs all of it here. */
  async install(): Promise<void> {
    const tarballs = join(this.folder, 'tarballs');
    mkdirSync(tarballs);
    this.packages = packPackages(tarballs);
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    await this.npm('install', ...this.packages.map((one) => one.tarball));
  }

  /** Runs npm; what the registry has to give is taken from the cache where it is there. */
  async npm(...options: string[]): Promise<void> {
    const { code, stderr } = await this.run('npm', [...options, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']);
    if (code !== 0) throw new Error(`npm ${options[0]} failed: ${stderr}`);
  }

  write(file: string, text: string): string {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Runs a program in the project; it never throws for an exit code. */
  run(command: string, options: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const settings = { cwd: this.folder, encoding: 'utf8' as const, env: { ...process.env, NODE_OPTIONS: '', ...env }, maxBuffer: 1e8 };
    return new Promise((resolve) => {
      const child = execFile(command, [...options], settings, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      });
      child.stdin?.end();
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
