import { describe, expect, it } from 'vitest';
import { dispositionName, safeFileName } from '../../src/attachments/safe-file-name.js';

describe('a file name of the server', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['a\u0000b\n<c>.txt', 'a_b__c_.txt'],
    ['..', 'file-1'],
    ['.hidden', 'hidden'],
    ['CON.txt', '_CON.txt'],
    ['   ', 'file-1'],
    ['Übersicht 2026.xlsx', 'Übersicht 2026.xlsx'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(196)}.txt`],
  ])('%j is written as %j', (name, safe) => expect(safeFileName(name, 'file-1')).toBe(safe));

  it.each([
    ['attachment; filename="a b.txt"', 'a b.txt'],
    ['attachment; filename=plain.txt', 'plain.txt'],
    ['attachment; filename="x.txt"; filename*=UTF-8\'\'%C3%A4.txt', 'ä.txt'],
    ['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
    ['attachment; filename="100%.txt"', '100%.txt'],
    ['inline', undefined],
    [null, undefined],
  ])('%j names %j', (header, name) => expect(dispositionName(header)).toBe(name));
});
