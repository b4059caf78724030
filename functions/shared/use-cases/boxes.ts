import * as z from 'zod/mini';
import { type Actor, unitOf } from '#domain/actor.ts';
import { personsList } from '#domain/process/process.ts';

/** Whose notices: those told to oneself, or those told to one's unit. */
export const box = z.enum(['own', 'unit']);
type Box = z.output<typeof box>;

/** A box, by the name that it has in the store; undefined where somebody has none. */
export const boxOf = (actor: Actor, wanted: Box): string | undefined =>
  wanted === 'own' ? personsList(actor.subject) : unitOf(actor)?.code;
