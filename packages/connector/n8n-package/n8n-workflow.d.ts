/** What the node uses of n8n's types. `npm run check:n8n` compiles it against the real ones, which bring hundreds of packages. */
declare module 'n8n-workflow' {
  export type IDataObject = { [name: string]: unknown };
  export type JsonObject = { [name: string]: unknown };
  export type Icon = string | { light: string; dark: string };

  export interface INodeProperties {
    displayName: string;
    name: string;
    type: string;
    default: unknown;
    [setting: string]: unknown;
  }

  export interface ICredentialType {
    name: string;
    displayName: string;
    extends?: string[];
    icon?: Icon;
    documentationUrl?: string;
    properties: INodeProperties[];
  }

  export interface IHttpRequestOptions {
    method?: 'GET' | 'POST' | 'DELETE';
    url: string;
    baseURL?: string;
    qs?: IDataObject;
    body?: IDataObject;
    json?: boolean;
  }

  export interface INodeExecutionData {
    json: IDataObject;
    pairedItem?: { item: number };
  }

  export interface INode {
    readonly name: string;
  }

  export interface IExecuteFunctions {
    getInputData(): INodeExecutionData[];
    getNodeParameter(name: string, item: number, fallback?: unknown): unknown;
    getNode(): INode;
    continueOnFail(): boolean;
    getCredentials(name: string): Promise<IDataObject>;
    helpers: {
      httpRequestWithAuthentication: {
        call(
          node: IExecuteFunctions,
          credentials: string,
          request: IHttpRequestOptions,
        ): Promise<unknown>;
      };
    };
  }

  export interface INodeTypeDescription {
    displayName: string;
    name: string;
    icon: Icon;
    properties: INodeProperties[];
    [setting: string]: unknown;
  }

  export interface INodeType {
    description: INodeTypeDescription;
    execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
  }

  export const NodeConnectionTypes: { readonly Main: 'main' };

  export class NodeApiError extends Error {
    constructor(node: INode, error: JsonObject, options?: { itemIndex?: number });
  }

  export class NodeOperationError extends Error {
    constructor(node: INode, error: string, options?: { itemIndex?: number; description?: string });
  }
}
