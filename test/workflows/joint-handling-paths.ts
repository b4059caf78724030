import { fault, faultThatStays, type Path, patience, silence } from './path.ts';

const judicial = '320613001-judicialOffice';
const police = '320613001-policeStation';
const lawyers = '320613-lawFirm';

const part = (unit: string, turn = 1) => ({ unit, wait: `part#${unit}#${turn}`, guardSeconds: 7500 });
const open = (unit: string, turn = 1) => ({ ...part(unit, turn), done: false });
const done = (unit: string, turn = 2) => ({ ...part(unit, turn), done: true });
const parts = (...units: string[]) => [{ branches: units.map((unit) => part(unit)) }];

const read = 'Read the parts';
const ask = 'Ask every unit';
const wait = 'Wait for the part';
const clock = 'Check the clock of the part';
const isIn = 'Is the part in';
const partIn = 'Part is in';
const parkPart = 'Park the case for this part';
const stuck = 'Part is stuck';
const allIn = 'All parts are in';
const park = 'Park the case';
const parked = 'Case is parked';
const notParked = 'Case could not be parked';

export const jointHandlingPaths: Path[] = [
  {
    name: 'three offices report their parts',
    answers: {
      [read]: parts(judicial, police, lawyers),
      [`${wait}/${judicial}`]: [done(judicial)],
      [`${wait}/${police}`]: [done(police)],
      [`${wait}/${lawyers}`]: [done(lawyers)],
    },
    visits: [read, ask, allIn],
    branches: [
      [wait, isIn, partIn],
      [wait, isIn, partIn],
      [wait, isIn, partIn],
    ],
    transitions: 3 + 9,
  },
  {
    name: 'no part is open any more',
    answers: { [read]: parts() },
    visits: [read, ask, allIn],
    transitions: 3,
  },
  {
    name: 'the law firm is late: a rung is rung, the part is raised and reported in the end',
    answers: {
      [read]: parts(police, lawyers),
      [`${wait}/${police}`]: [done(police)],
      [`${wait}/${lawyers}`]: [open(lawyers, 2), open(lawyers, 3), done(lawyers, 4)],
    },
    visits: [read, ask, allIn],
    branches: [
      [wait, isIn, partIn],
      [wait, isIn, wait, isIn, wait, isIn, partIn],
    ],
    transitions: 3 + 3 + 7,
  },
  {
    name: 'the deadline of a part passes and nobody rings, so the workflow itself checks the clock',
    answers: {
      [read]: parts(lawyers),
      [`${wait}/${lawyers}`]: [silence, done(lawyers, 3)],
      [`${clock}/${lawyers}`]: [open(lawyers, 2)],
    },
    visits: [read, ask, allIn],
    branches: [[wait, clock, isIn, wait, isIn, partIn]],
    transitions: 3 + 6,
  },
  {
    name: 'the part came in while its clock was being checked',
    answers: {
      [read]: parts(judicial),
      [`${wait}/${judicial}`]: [silence],
      [`${clock}/${judicial}`]: [done(judicial)],
    },
    visits: [read, ask, allIn],
    branches: [[wait, clock, isIn, partIn]],
    transitions: 3 + 4,
  },
  {
    name: 'every task is throttled once',
    answers: {
      [read]: [fault('Lambda.TooManyRequestsException'), ...parts(judicial)],
      [`${wait}/${judicial}`]: [fault('Lambda.TooManyRequestsException'), silence],
      [`${clock}/${judicial}`]: [fault('Lambda.TooManyRequestsException'), done(judicial)],
    },
    visits: [read, ask, allIn],
    branches: [[wait, clock, isIn, partIn]],
    transitions: 3 + 4 + 3,
  },
  {
    name: `"${read}" keeps failing`,
    answers: { [read]: faultThatStays('Lambda.Unknown'), [park]: [{}] },
    visits: [read, park, parked],
    error: 'CaseParked',
    reasons: ['Lambda.Unknown'],
    transitions: 3 + patience.task,
  },
  {
    name: `"${wait}" cannot be opened: the case is parked and the other units are asked no longer`,
    answers: {
      [read]: parts(judicial, lawyers),
      [`${wait}/${judicial}`]: [silence],
      [`${wait}/${lawyers}`]: faultThatStays('UnitNotFound'),
      [parkPart]: [{}],
      [park]: [{}],
    },
    visits: [read, ask, park, parked],
    branches: [[wait], [wait, parkPart, stuck]],
    error: 'CaseParked',
    reasons: ['UnitNotFound', 'PartStuck'],
    transitions: 4 + 1 + 3 + patience.task,
  },
  {
    name: `"${clock}" keeps failing`,
    answers: {
      [read]: parts(lawyers),
      [`${wait}/${lawyers}`]: [silence],
      [`${clock}/${lawyers}`]: faultThatStays('Sandbox.Timedout'),
      [parkPart]: [fault('Lambda.ServiceException'), {}],
      [park]: [{}],
    },
    visits: [read, ask, park, parked],
    branches: [[wait, clock, parkPart, stuck]],
    error: 'CaseParked',
    reasons: ['Sandbox.Timedout', 'Sandbox.Timedout', 'PartStuck'],
    transitions: 4 + 4 + patience.task + 1,
  },
  {
    name: 'a branch cannot park the case, so the workflow parks it',
    answers: {
      [read]: parts(lawyers),
      [`${wait}/${lawyers}`]: faultThatStays('Lambda.ServiceException'),
      [parkPart]: faultThatStays('Lambda.ServiceException'),
      [park]: [fault('Lambda.ServiceException'), {}],
    },
    visits: [read, ask, park, parked],
    branches: [[wait, parkPart, stuck]],
    error: 'CaseParked',
    reasons: [
      ...Array.from({ length: 1 + patience.task }, () => 'Lambda.ServiceException'),
      'PartStuck',
      'PartStuck',
    ],
    transitions: 4 + 3 + 2 * patience.task + 1,
  },
  {
    name: 'even parking keeps failing',
    answers: {
      [read]: faultThatStays('Lambda.ServiceException'),
      [park]: faultThatStays('Lambda.ServiceException', 'parking'),
    },
    visits: [read, park, notParked],
    error: 'CaseNotParked',
    reasons: Array.from({ length: 1 + patience.parking }, () => 'Lambda.ServiceException'),
    transitions: 3 + patience.task + patience.parking,
  },
];
