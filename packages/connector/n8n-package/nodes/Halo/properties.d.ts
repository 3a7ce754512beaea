// Written by each export, from its actions.
import type { INodeProperties } from 'n8n-workflow';

export declare const properties: INodeProperties[];
