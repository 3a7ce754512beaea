/** Compiled, never run: a behaviour is switched by its id, and no other name compiles. */
import { createSandbox } from 'halopsa-sandbox';

export const rightUse = () => createSandbox({ behaviours: { 'paging.cap-100': false } });

// @ts-expect-error no behaviour has this id
export const wrongUse = () => createSandbox({ behaviours: { 'paging.cap-10': false } });
