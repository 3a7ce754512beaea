import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { ActionRegistry, type AuditEntry, createMcpServer, type JsonObject, type PolicyRequest, readPolicy } from 'halopsa-connector';
import { type Desk, openDesk } from './desk.js';

export interface Talk {
  readonly desk: Desk;
  readonly client: Client;
  readonly audit: AuditEntry[];
  /** Messages that the person was asked, where the client can ask. */
  readonly asked: string[];
  call(name: string, input?: Record<string, unknown>): Promise<Answer>;
}
export interface Answer {
  readonly structured: JsonObject;
  readonly text: string;
  readonly isError: boolean;
}
type Said = 'approve' | 'decline' | 'unticked';
export interface TalkOptions {
  readonly desk?: Desk;
  readonly policy?: PolicyRequest;
  readonly budget?: number;
  readonly now?: () => number;
  readonly session?: string;
  /** What the person answers; without one, the client cannot ask. */
  readonly person?: (message: string) => Said | Promise<Said>;
}

export const sharedRegistry = new ActionRegistry();

/** A server and the protocol's own client, joined in memory. */
export async function talk({ desk = openDesk(), policy = {}, person, session = 'test', ...options }: TalkOptions = {}): Promise<Talk> {
  const audit: AuditEntry[] = [];
  const asked: string[] = [];
  const server = createMcpServer({
    registry: sharedRegistry,
    client: desk.client,
    policy: readPolicy(policy),
    version: '1.0.0',
    session,
    audit: (entry) => audit.push(entry),
    ...options,
  });
  const client = new Client({ name: 'test', version: '1' }, { capabilities: person ? { elicitation: {} } : {} });
  if (person) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      asked.push(params.message);
      const answer = await person(params.message);
      return answer === 'decline' ? { action: 'decline' } : { action: 'accept', content: { approve: answer === 'approve' } };
    });
  }
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  await client.listTools();
  const call = async (name: string, input: Record<string, unknown> = {}): Promise<Answer> => {
    const { content, structuredContent = {}, isError = false } = await client.callTool({ name, arguments: input });
    return {
      structured: structuredContent as JsonObject,
      text: (content as { text: string }[]).map(({ text }) => text).join(),
      isError: isError === true,
    };
  };
  return { desk, client, audit, asked, call };
}
