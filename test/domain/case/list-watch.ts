import { decidesPart, decidesRequest } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, openParts, requestOf } from '#domain/case/case.ts';
import { entriesOf } from '#domain/case/entries.ts';
import { suspendedUntil } from '#domain/case/suspension.ts';
import { isCentre, type Unit } from '#domain/place/unit.ts';
import { dispatcher, officer } from '../builders.ts';
import { hold } from './ladder-watch.ts';

/** Somebody of a unit who has had nothing to do with the case so far. */
const somebodyOf = (unit: Unit): Actor => ({
  ...(isCentre(unit) ? dispatcher(unit) : officer(unit)),
  subject: 'somebody else',
});

/** The lines of a case, on whose lists they stand and until when, worked out from where the case stands and who may what. */
export const holdLists = (current: Case, units: ReadonlyMap<string, Unit>): void => {
  const lines = entriesOf(current).map(({ name, list, dueAt, shows }) => ({
    name,
    list,
    dueAt,
    why: shows.why,
  }));
  if (!isOpen(current)) {
    hold(lines.length === 0, 'an ended case is on no list');
    return;
  }
  const { state } = current;
  const at = (why: string) => lines.filter((line) => line.why === why);
  const unitOf = ({ list }: { list: string }): Unit => {
    const unit = units.get(list.replace(/^deciders#/, ''));
    hold(unit !== undefined, `the list of ${list} is a unit’s`);
    return unit;
  };
  hold(new Set(lines.map(({ name }) => name)).size === lines.length, 'lines have names of their own');
  const [main] = lines.filter(({ name }) => name === '');
  hold(main?.list === state.unit.code, 'a case is on the list of the unit in charge');
  hold(
    main.dueAt === (suspendedUntil(current) ?? state.clock.dueAt),
    'until its deadline, or the end of its suspension',
  );
  hold(
    JSON.stringify(at('part').map(({ list, dueAt }) => [list, dueAt])) ===
      JSON.stringify(openParts(current).map(({ responsible, clock }) => [responsible.code, clock.dueAt])),
    'every open part is on the list of whoever must answer it',
  );
  const request = requestOf(current);
  hold(at('approve').length === (request ? 1 : 0), 'a request is on one list, and only as long as it waits');
  for (const line of at('approve')) {
    hold(
      unitOf(line).code !== request?.unit?.code,
      'nobody has on their list what they asked for themselves',
    );
    hold(
      decidesRequest(somebodyOf(unitOf(line)), current),
      'whoever has a request on their list may decide it',
    );
  }
  for (const line of at('approvePart')) {
    const wished = openParts(current).filter(({ extension }) => extension);
    hold(
      wished.some(({ unit }) => decidesPart(somebodyOf(unitOf(line)), current, { unit: unit.code })),
      'whoever has a part’s wish for more time on their list may decide it',
    );
  }
  hold(at('reply').length === (state.supervision ? 1 : 0), 'a supervision is on one list until the reply');
  hold(
    at('inspect').length === (state.stage === 'verification' && state.verifier !== undefined ? 1 : 0),
    'whoever was drawn to verify has it on their list',
  );
  const past = current.coResponsible.filter((unit) => isCentre(unit) && unit.code !== state.unit.code);
  hold(
    past.slice(-6).every(({ code }) => at('climbedPast').some(({ list }) => list === code)),
    'a centre past which a case climbed keeps it on its list',
  );
  hold(at('parked').length === (current.parked ? 1 : 0), 'a parked case is on the operators’ list');
};
