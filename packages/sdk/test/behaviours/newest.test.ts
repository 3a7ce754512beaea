import { HaloTokenError, HaloValidationError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.sandbox.control.faults.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

const answers = (status: number, body: string, operation: string): void =>
  void tenant.sandbox.control.faults.add({ kind: 'status', status, body, operation });

describe('an answer of another version', () => {
  it.each(['{"id":7,"text":"x"}', '[{"id":7,"text":"x"}]', '{"record_count":1,"tags":[{"id":7,"text":"x"}]}'])(
    `to a post is read as the record: %s ${verifies('post.answer-forms')}`,
    async (body) => {
      answers(201, body, 'tags.upsert');
      expect(await tenant.halo.resource('tags').create({ text: 'x' })).toMatchObject({ id: 7, text: 'x' });
    },
  );

  it.each([
    ['"Told as text"', /: Told as text$/],
    ['{"error":"Told as error"}', /: Told as error$/],
    ['{"error":{"error_description":"Told inside"}}', /: Told inside$/],
    ['{"ClassName":"System.Exception","Message":"Told by a class"}', /: Told by a class$/],
    ['{"summary":["Told of a field"]}', /: summary: Told of a field$/],
    ['Told without JSON', /: Told without JSON$/],
  ])(`that refuses is told in its words: %s ${verifies('error.further-bodies')}`, async (body, words) => {
    answers(400, body, 'tags.upsert');
    await expect(tenant.halo.resource('tags').create({ text: 'x' })).rejects.toThrow(words);
  });

  it(`of 400 is no matter of the credentials, whatever it says ${verifies('error.400-is-no-sign-in')}`, async () => {
    await tenant.halo.tags.list();
    tenant.sandbox.control.requestLog.clear();
    answers(400, '{"error":"invalid_grant"}', 'tags.upsert');
    await expect(tenant.halo.resource('tags').create({ text: 'x' })).rejects.toBeInstanceOf(HaloValidationError);
    expect(tenant.sandbox.control.requestLog.list().map(({ operation }) => operation)).toEqual(['tags.upsert']);
    answers(400, '{"error":"invalid_grant"}', 'token');
    await expect(tenant.client({ clientSecret: 'other' }).tags.list()).rejects.toBeInstanceOf(HaloTokenError);
  });
});

it(`a custom field whose name can be none is told as not shown ${verifies('custom-fields.plain-names')}`, async () => {
  const told: unknown[] = [];
  const halo = tenant.client({
    onNotShown: ({ fields }) => void told.push(...fields),
    onNotTaken: ({ fields }) => void told.push(...fields),
  });
  const customfields = [{ name: 'CF my-field', value: 'x' }];
  await halo.resource('tickets').update({ id: 1234, customfields });
  expect(told.join()).toMatch(/customfields/);
});
