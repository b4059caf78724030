import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, DynamoError } from './database.ts';

/** A request that came, and what was answered: both as they stood on the wire. */
export interface Exchange {
  /** `GetItem`, `TransactWriteItems`, … */
  operation: string;
  request: string;
  status: number;
  answer: string;
}

/** DynamoDB on 127.0.0.1. */
export interface DynamoServer {
  endpoint: string;
  /** Answers from the tables from now on; the list grows with every exchange. */
  record(): Exchange[];
  /** Answers each request as it was answered before, and refuses any that did not come then. */
  replay(exchanges: readonly Exchange[]): void;
  stop(): void;
}

/** Answers at once and checks no signature: whoever calls pays for its own work only. */
export const startDynamo = async (database: Database): Promise<DynamoServer> => {
  let answering: (operation: string, request: string) => Exchange = fromTables(database, []);
  const server = createServer(async (incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
    const { status, answer } = answering(operation, await textOf(incoming));
    outgoing.writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(answer),
      'x-amzn-requestid': 'BENCH',
    });
    outgoing.end(answer);
  });
  // A connection that the server closes would have to be opened again at the function's expense.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that sleeps is woken at the expense of whoever sends, and more often by the one that takes its time.
  let awake = true;
  const stayAwake = () => {
    if (awake) setImmediate(stayAwake);
  };
  stayAwake();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    record: () => {
      const exchanges: Exchange[] = [];
      answering = fromTables(database, exchanges);
      return exchanges;
    },
    replay: (exchanges) => {
      answering = fromRecord(exchanges);
    },
    stop: () => {
      awake = false;
      server.close();
      server.closeAllConnections();
    },
  };
};

const textOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const fromTables = (database: Database, exchanges: Exchange[]) => (operation: string, request: string) => {
  const exchange = { operation, request, ...answerOf(database, operation, request) };
  exchanges.push(exchange);
  return exchange;
};

const answerOf = (database: Database, operation: string, request: string) => {
  try {
    return { status: 200, answer: JSON.stringify(database(operation, JSON.parse(request))) };
  } catch (error) {
    return refusal(error instanceof DynamoError ? error : new DynamoError(String(error)));
  }
};

const refusal = ({ type, more }: DynamoError) => ({
  status: 400,
  answer: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...more }),
});

const fromRecord = (exchanges: readonly Exchange[]) => {
  const left = Map.groupBy(exchanges, ({ operation, request }) => `${operation} ${request}`);
  return (operation: string, request: string): Exchange =>
    left.get(`${operation} ${request}`)?.shift() ?? {
      operation,
      request,
      ...refusal(
        new DynamoError('NotRecordedException', { message: `${operation} ${request} did not come before` }),
      ),
    };
};
