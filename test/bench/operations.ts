import type { FunctionName } from '../../infra/constructs/service-function.ts';
import { eventFor, type Sent } from '../functions/http/request.ts';
import { gridOf } from '../infra/small-city.ts';

/** An operation of the API, asked for again and again, each time with another case or key. */
export interface BenchOperation {
  name: string;
  function: FunctionName;
  method: 'GET' | 'POST';
  path: string;
  /** Status of its answers; any other ends the bench. */
  status: number;
  /** Who asks for what the n-th time; `caseId` is the n-th case that was filed by point. */
  sent(n: number, caseId: string): { as: string } & Omit<Sent, 'claims'>;
  /** Needed for what follows it, and not measured itself. @default true */
  measured?: boolean;
}

const JUSTICE = '990101-department-justice';
/** The middle of the south-western grid. */
const POINT = { lon: 120.005, lat: 32.005 };
const told = {
  title: '楼上夜间装修噪声扰民，邻里多次争执',
  description: '三号楼二单元五楼每晚十点后施工，四楼住户有老人和高考生，物业劝阻无效，双方在楼道发生口角。',
  category: 'dispute.neighbour',
};
const ofCase = (id: string) => ({ params: { id } });

/** What people ask for most, in an order in which a case can live through it. */
export const OPERATIONS: readonly BenchOperation[] = [
  {
    name: 'report by point',
    function: 'intake',
    method: 'POST',
    path: '/cases',
    status: 201,
    sent: () => ({ as: 'resident', body: { ...told, point: { ...POINT, crs: 'WGS84' } } }),
  },
  {
    name: 'report by grid',
    function: 'intake',
    method: 'POST',
    path: '/cases',
    status: 201,
    sent: () => ({ as: 'resident', body: { ...told, grid: gridOf(1) } }),
  },
  {
    name: 'self-handled',
    function: 'intake',
    method: 'POST',
    path: '/cases/self-handled',
    status: 201,
    sent: () => ({
      as: 'worker',
      body: { ...told, grid: gridOf(1), result: '已劝离，双方和解。' },
    }),
  },
  {
    name: 'assign',
    function: 'actions',
    method: 'POST',
    path: '/cases/{id}/assign',
    status: 200,
    sent: (_, id) => ({ as: 'clerk', ...ofCase(id), body: { unit: JUSTICE, reason: '属其职责' } }),
    measured: false,
  },
  {
    name: 'acknowledge',
    function: 'actions',
    method: 'POST',
    path: '/cases/{id}/acknowledge',
    status: 200,
    sent: (_, id) => ({ as: 'officer', ...ofCase(id), body: {} }),
  },
  {
    name: 'comment',
    function: 'actions',
    method: 'POST',
    path: '/cases/{id}/comment',
    status: 200,
    sent: (_, id) => ({ as: 'officer', ...ofCase(id), body: { text: '已电话联系双方，约定周四调解。' } }),
  },
  {
    name: 'get case',
    function: 'queries',
    method: 'GET',
    path: '/cases/{id}',
    status: 200,
    sent: (_, id) => ({ as: 'officer', ...ofCase(id) }),
  },
  {
    name: 'events of a case',
    function: 'queries',
    method: 'GET',
    path: '/cases/{id}/events',
    status: 200,
    sent: (_, id) => ({ as: 'officer', ...ofCase(id) }),
  },
  {
    name: 'worklist of 50',
    function: 'queries',
    method: 'GET',
    path: '/worklist',
    status: 200,
    sent: () => ({ as: 'officer', query: { limit: '50' } }),
  },
  {
    name: 'locate',
    function: 'registry',
    method: 'GET',
    path: '/grids/locate',
    status: 200,
    sent: () => ({ as: 'worker', query: { lon: String(POINT.lon), lat: String(POINT.lat) } }),
  },
];

/** The n-th request for an operation, as API Gateway hands it to the function. */
export const eventOf = (operation: BenchOperation, n: number, caseId: string) => {
  const { as, headers, ...sent } = operation.sent(n, caseId);
  return eventFor(operation, {
    ...sent,
    headers: { ...headers, ...(operation.method === 'POST' && { 'idempotency-key': keyOf(operation, n) }) },
    claims: { sub: as },
  });
};

const keyOf = ({ name }: BenchOperation, n: number): string =>
  `${name.replaceAll(' ', '-')}-${String(n).padStart(6, '0')}`;
