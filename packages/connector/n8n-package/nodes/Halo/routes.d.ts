// Written by each export, from its actions.
import type { Route } from './route';

export declare const routes: Record<string, Route>;
