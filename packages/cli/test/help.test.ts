import { findResource, toKebab } from 'halopsa-catalogue';
import { everydayResources } from 'halopsa-catalogue/details';
import { describe, expect, it } from 'vitest';
import { splitWords } from '../src/aliases.js';
import { explanations } from '../src/commands/explain.js';
import { exitCode } from '../src/exit-code.js';
import { verbsOf } from '../src/topics/verbs.js';
import { halo } from './support/test-host.js';

const topics = everydayResources.map((attribute) => findResource(attribute)!);

describe('help', () => {
  it('has examples that run, for every common topic', async () => {
    const failed: string[] = [];
    for (const resource of topics) {
      for (const verb of verbsOf(resource)) {
        const [line = ''] = [(await verb.load()).command.example].flat();
        const { exit, stderr } = await halo([
          ...splitWords(line.replace('photo.png', import.meta.filename)).slice(1),
          '--sandbox',
          '--dry-run',
        ]);
        if (exit !== 0) failed.push(`${line}: ${stderr}`);
      }
    }
    expect(failed).toEqual([]);
  });
});

it('every common topic is spelled as it is typed', () => {
  expect(topics.map(({ topic }) => topic)).toEqual(everydayResources.map(toKebab));
});

it('every code is explained once', () => {
  const codes = explanations().flatMap(({ code, also }) => [code, ...also]);
  expect(new Set(codes).size).toBe(codes.length);
});

it.each<[string, RegExp]>([
  ...Object.values(exitCode).map((code): [string, RegExp] => [String(code), code === 0 ? /did what it was asked/ : /\w/]),
  ['409', /halo\/api/],
  ['415', /halo\/api/],
  ['302', /halo\/api/],
  ['521', /halo\/server/],
])('halo explain %s explains it', async (code, said) => {
  expect(await halo(['explain', code])).toMatchObject({ exit: 0, stdout: expect.stringMatching(said) });
});

it.each(['999', '8', '', 'nosuch', 'constructor', '__proto__'])('halo explain %j knows nothing of it', async (code) => {
  expect(await halo(['explain', code])).toMatchObject({ exit: 2 });
});
