import { maySee } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, openParts, reportersOf, requestOf } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { NOTICE_NAMES } from '#domain/case/notices.ts';
import { isCentre, type Unit } from '#domain/place/unit.ts';
import { MOST_TOLD, withNotices } from '#domain/process/notices.ts';
import { personsList } from '#domain/process/process.ts';
import { dispatcher, officer, resident } from '../builders.ts';
import { hold } from './ladder-watch.ts';

/** Somebody who opens a box: a person whose own it is, or one of the unit. */
const readerOfBox = (box: string, units: ReadonlyMap<string, Unit>): Actor => {
  if (box.startsWith('person#')) return resident(box.slice('person#'.length));
  const unit = units.get(box);
  hold(unit !== undefined, `the box ${box} is a unit’s`);
  return isCentre(unit) ? dispatcher(unit) : officer(unit);
};

/** Who is told of what, worked out from where the case stood before and after, and what the README promises. */
export const holdNotices = (
  before: Case | undefined,
  events: readonly CaseEvent[],
  after: Case,
  units: ReadonlyMap<string, Unit>,
): number => {
  const told = withNotices(caseProcess, before, events);
  hold(told.length === events.length, 'every event is there once');
  for (const { event, notices } of told) {
    const boxes = notices.map(({ to }) => to);
    hold(boxes.length <= MOST_TOLD, 'a commit stays as small as it must be');
    hold(new Set(boxes).size === boxes.length, 'nobody is told of an event twice');
    hold(
      notices.every(({ what }) => what in NOTICE_NAMES),
      'what somebody is told has a name',
    );
    const { by } = event;
    if (by.kind === 'person')
      hold(
        !boxes.includes(personsList(by.subject)) && !boxes.includes(by.unit ?? ''),
        'nobody is told of what they did themselves',
      );
    if ('rung' in event && event.rung !== undefined) {
      const at = 'to' in event ? event.to.code : 'unit' in event ? event.unit : '';
      hold(boxes.length === 1 && boxes[0] === at, 'a rung is told to whom it calls');
    }
    if (event.type === 'requested' && event.request.decides !== undefined)
      hold(boxes.includes(event.request.decides), 'a request is told to whoever has it on their list');
    if (event.type === 'partExtensionRequested')
      hold(boxes.length === 1, 'a part’s wish for more time is told to whoever decides it');
    if (['extended', 'suspended', 'requestRefused'].includes(event.type)) {
      const asker = before && requestOf(before)?.unit?.code;
      if (events.length === 1 && asker !== undefined)
        hold(boxes.includes(asker) || askedByDecider(event, asker), 'a decision is told to whoever asked');
    }
    if (['partExtended', 'partExtensionRefused'].includes(event.type) && events.length === 1 && before) {
      const { unit } = event as { unit: string } & CaseEvent;
      const part = openParts(before).find((one) => one.unit.code === unit);
      hold(
        boxes.includes(part?.responsible.code ?? '') || askedByDecider(event, part?.responsible.code),
        'a decision on a part is told to whoever answers for it',
      );
    }
    if (event.type === 'supervisionOrdered' && isOpen(after) && events.length === 1)
      hold(boxes.includes(after.state.unit.code), 'a supervision is told to the unit in charge');
    if (['verified', 'declined'].includes(event.type)) {
      const missing = reportersOf(after).filter((reporter) => !boxes.includes(personsList(reporter)));
      hold(
        reportersOf(after).length > MOST_TOLD ||
          missing.every((reporter) => by.kind === 'person' && by.subject === reporter),
        'what came of a matter is told to everybody who reported it',
      );
    }
  }
  const last = told.at(-1);
  for (const { to } of last?.notices ?? [])
    hold(maySee(readerOfBox(to, units), after), 'whoever is told of a case may see it');
  return told.flatMap(({ notices }) => notices).length;
};

/** Whoever decides for the unit that asked is told nothing: they know. */
const askedByDecider = ({ by }: CaseEvent, unit: string | undefined): boolean =>
  by.kind === 'person' && by.unit === unit;
