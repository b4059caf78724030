import { type Answer, fault, faultThatStays, type Path, patience, silence } from './path.ts';

/** A Standing: the guard is an hour of deadline and five minutes of grace. */
const at = (step: string, turn = 1) => ({ step, wait: `stage#${turn}`, guardSeconds: 3900 });

const takeUp = 'Take up the case';
const where = 'Where does the case stand';
const dispatch = 'Wait for dispatch';
const acknowledgement = 'Wait for acknowledgement';
const result = 'Wait for the result';
const jointly = 'Handle jointly';
const verification = 'Wait for verification';
const followUp = 'Wait for follow-up';
const clock = 'Check the clock';
const unknown = 'Name the unknown step';
const park = 'Park the case';
const closed = 'Case is closed';
const parked = 'Case is parked';
const notParked = 'Case could not be parked';

const waits = [
  { state: dispatch, step: 'dispatch' },
  { state: acknowledgement, step: 'acknowledgement' },
  { state: result, step: 'handling' },
  { state: verification, step: 'verification' },
  { state: followUp, step: 'followUp' },
];

const normalLife = {
  answers: {
    [takeUp]: [at('acknowledgement', 2)],
    [acknowledgement]: [at('handling', 3)],
    [result]: [at('verification', 4)],
    [verification]: [at('followUp', 5)],
    [followUp]: [at('closed', 6)],
  },
  visits: [
    takeUp,
    where,
    acknowledgement,
    where,
    result,
    where,
    verification,
    where,
    followUp,
    where,
    closed,
  ],
} satisfies Partial<Path>;

/** Every task is put off once by the same fault and then answers as in the normal life. */
const oncePutOff = (answers: Record<string, Answer[]>, name: string): Record<string, Answer[]> =>
  Object.fromEntries(Object.entries(answers).map(([state, list]) => [state, [fault(name), ...list]]));

const thenParked = { [park]: [{}] };

export const caseLifecyclePaths: Path[] = [
  {
    name: 'a case that goes well from report to closing',
    ...normalLife,
    transitions: 11,
  },
  {
    name: 'a normal life in which every task is throttled once',
    answers: oncePutOff(normalLife.answers, 'Lambda.TooManyRequestsException'),
    visits: normalLife.visits,
    transitions: 11 + 5,
  },
  {
    name: 'nobody is on duty and the dispatcher names a unit',
    answers: {
      [takeUp]: [at('dispatch')],
      [dispatch]: [fault('Lambda.ServiceException'), at('acknowledgement', 2)],
      [acknowledgement]: [at('closed', 3)],
    },
    visits: [takeUp, where, dispatch, where, acknowledgement, where, closed],
    transitions: 7 + 1,
  },
  {
    name: 'the unit returns the case and the centre assigns it again',
    answers: {
      [takeUp]: [at('acknowledgement')],
      [acknowledgement]: [at('dispatch', 2), at('handling', 4)],
      [dispatch]: [at('acknowledgement', 3)],
      [result]: [at('closed', 5)],
    },
    visits: [
      takeUp,
      where,
      acknowledgement,
      where,
      dispatch,
      where,
      acknowledgement,
      where,
      result,
      where,
      closed,
    ],
    transitions: 11,
  },
  {
    name: 'three offices help, then the lead unit sums up',
    answers: {
      [takeUp]: [at('handling'), at('handling', 3)],
      [result]: [at('joint', 2), at('closed', 4)],
      [jointly]: [fault('StepFunctions.ExecutionLimitExceeded'), {}],
    },
    visits: [takeUp, where, result, where, jointly, takeUp, where, result, where, closed],
    transitions: 10 + 1,
  },
  {
    name: 'the verifier sends the case back for rework',
    answers: {
      [takeUp]: [at('verification')],
      [verification]: [at('handling', 2), at('closed', 4)],
      [result]: [at('verification', 3)],
    },
    visits: [takeUp, where, verification, where, result, where, verification, where, closed],
    transitions: 9,
  },
  {
    name: 'a rung is rung in time: the wait is answered and opened anew, one level up',
    answers: { [takeUp]: [at('handling')], [result]: [at('handling', 2), at('closed', 3)] },
    visits: [takeUp, where, result, where, result, where, closed],
    transitions: 7,
  },
  ...waits.map(
    ({ state, step }): Path => ({
      name: `"${state}": the deadline passes and nobody rings, so the workflow itself checks the clock`,
      answers: {
        [takeUp]: [at(step)],
        [state]: [silence, at('closed', 3)],
        [clock]: [fault('Lambda.SdkClientException'), at(step, 2)],
      },
      visits: [takeUp, where, state, clock, where, state, where, closed],
      transitions: 8 + 1,
    }),
  ),
  {
    name: 'the clock was set later in the meantime: nothing is due and the wait is opened anew',
    answers: { [takeUp]: [at('handling')], [result]: [silence, at('closed', 2)], [clock]: [at('handling')] },
    visits: [takeUp, where, result, clock, where, result, where, closed],
    transitions: 8,
  },
  {
    name: 'a new execution takes over a case under verification and asks for nothing twice',
    answers: { [takeUp]: [at('verification', 7)], [verification]: [at('closed', 8)] },
    visits: [takeUp, where, verification, where, closed],
    transitions: 5,
  },
  {
    name: 'a new execution finds the case closed',
    answers: { [takeUp]: [at('closed')] },
    visits: [takeUp, where, closed],
    transitions: 3,
  },
  {
    name: 'a new execution finds the case parked',
    answers: { [takeUp]: [at('parked')] },
    visits: [takeUp, where, parked],
    error: 'CaseParked',
    transitions: 3,
  },
  {
    name: 'the case stands at a step that this version does not know',
    answers: { [takeUp]: [at('arbitration')], ...thenParked },
    visits: [takeUp, where, unknown, park, parked],
    error: 'CaseParked',
    reasons: ['UnknownStep arbitration'],
    transitions: 5,
  },
  {
    name: `"${takeUp}" keeps failing`,
    answers: { [takeUp]: faultThatStays('Lambda.Unknown'), ...thenParked },
    visits: [takeUp, park, parked],
    error: 'CaseParked',
    reasons: ['Lambda.Unknown'],
    transitions: 3 + patience.task,
  },
  ...waits.map(
    ({ state, step }): Path => ({
      name: `"${state}" cannot be opened`,
      answers: { [takeUp]: [at(step)], [state]: faultThatStays('Lambda.AWSLambdaException'), ...thenParked },
      visits: [takeUp, where, state, park, parked],
      error: 'CaseParked',
      reasons: ['Lambda.AWSLambdaException'],
      transitions: 5 + patience.task,
    }),
  ),
  {
    name: `"${jointly}" ends with a parked part: it is not tried again`,
    answers: { [takeUp]: [at('joint')], [jointly]: [fault('States.TaskFailed')], ...thenParked },
    visits: [takeUp, where, jointly, park, parked],
    error: 'CaseParked',
    reasons: ['States.TaskFailed'],
    transitions: 5,
  },
  {
    name: `"${clock}" keeps failing`,
    answers: {
      [takeUp]: [at('handling')],
      [result]: [silence],
      [clock]: faultThatStays('Sandbox.Timedout'),
      ...thenParked,
    },
    visits: [takeUp, where, result, clock, park, parked],
    error: 'CaseParked',
    reasons: ['Sandbox.Timedout'],
    transitions: 6 + patience.task,
  },
  {
    name: 'parking fails once and then succeeds',
    answers: {
      [takeUp]: faultThatStays('Lambda.ServiceException'),
      [park]: [fault('Lambda.ServiceException'), {}],
    },
    visits: [takeUp, park, parked],
    error: 'CaseParked',
    reasons: ['Lambda.ServiceException', 'Lambda.ServiceException'],
    transitions: 3 + patience.task + 1,
  },
  {
    name: 'even parking keeps failing',
    answers: {
      [takeUp]: faultThatStays('Lambda.ServiceException'),
      [park]: faultThatStays('Lambda.ServiceException', 'parking'),
    },
    visits: [takeUp, park, notParked],
    error: 'CaseNotParked',
    reasons: Array.from({ length: 1 + patience.parking }, () => 'Lambda.ServiceException'),
    transitions: 3 + patience.task + patience.parking,
  },
];
