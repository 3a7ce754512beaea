/** The parts of an OpenAPI 3 document that the importer reads. */
export interface OpenApiDocument {
  openapi: string;
  info: { version?: string };
  paths: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, SchemaObject> };
}

export interface OperationObject {
  tags?: string[];
  deprecated?: boolean;
  parameters?: ParameterObject[];
  requestBody?: { content?: Record<string, { schema?: SchemaObject }> };
  responses?: Record<string, { content?: Record<string, { schema?: SchemaObject }> }>;
  [extension: `x-${string}`]: unknown;
}

export interface ParameterObject {
  name: string;
  in: string;
  schema?: SchemaObject;
}

export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  format?: string;
  nullable?: boolean;
  items?: SchemaObject;
  properties?: Record<string, SchemaObject>;
  additionalProperties?: boolean | SchemaObject;
  enum?: unknown[];
  required?: string[];
  readOnly?: boolean;
  maxLength?: number;
  anyOf?: SchemaObject[];
  oneOf?: SchemaObject[];
  allOf?: SchemaObject[];
  [extension: `x-${string}`]: unknown;
}

/** Takes a text as an OpenAPI 3 document; the error says what it is instead. */
export function parseDocument(text: string): OpenApiDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`the document is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const document = value as Partial<OpenApiDocument> | null;
  if (!document?.openapi?.startsWith('3.'))
    throw new Error('the document is not OpenAPI 3: it has no "openapi": "3..." at its top');
  if (!document.paths || Object.keys(document.paths).length === 0)
    throw new Error('the document has no paths');
  return {
    ...document,
    openapi: document.openapi,
    info: document.info ?? {},
    paths: document.paths,
  };
}
