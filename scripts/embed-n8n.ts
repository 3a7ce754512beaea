/**
 * Writes the sources of the n8n package into a module of the connector, whose export hands them out. `npm run embed` after a
 * change; a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedN8n } from '../packages/connector/test/embedded-n8n.js';

writeFileSync(
  join(import.meta.dirname, '..', 'packages', 'connector', 'src', 'generated', 'n8n-package.ts'),
  embeddedN8n(),
);
