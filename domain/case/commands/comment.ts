import { everybody } from '../../access.ts';
import { happened } from '../../process/process.ts';
import { personal } from '../command.ts';
import { STAGES } from '../stages.ts';

export interface Comment {
  type: 'comment';
  text: string;
}

/** A note on the case, at any stage, ended ones included. */
export const comment = personal({
  stages: STAGES,
  may: everybody,
  decide: (_current, { text }: Comment) => happened({ type: 'commented', text }),
});
