import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi as GatewayApi,
  type HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { GraphWidget, type IWidget, MathExpression, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { removalPolicy } from './removal-policy.ts';
import type { ServiceFunction } from './service-function.ts';
import { SUSTAINED, sumOf, totalOf } from './total-of.ts';
import type { AlarmSpec, Watched } from './watched.ts';

/** Every route of the API with the function that answers it. */
export const ROUTES = {
  intake: ['POST /cases', 'POST /cases/self-handled'],
  actions: ['POST /cases/{id}/{command}', 'POST /cases/{id}/parts/{unitId}/{command}', 'POST /notices/read'],
  attachments: ['POST /attachments', 'POST /cases/{id}/attachments', 'GET /cases/{id}/attachments'],
  queries: [
    'GET /cases',
    'GET /cases/similar',
    'GET /cases/{id}',
    'GET /cases/{id}/events',
    'GET /cases/{id}/deadline',
    'GET /worklist',
    'GET /overview',
    'GET /notices',
    'GET /areas/{code}/statistics',
    'GET /areas/{code}/units/statistics',
    'GET /units/{unitId}/statistics',
  ],
  registry: [
    'GET /me',
    'GET /catalogue',
    'GET /units',
    'GET /units/{unitId}',
    'GET /areas/{code}',
    'GET /areas/{code}/children',
    'GET /grids/locate',
    'GET /deadlines/explain',
  ],
  planning: [
    'GET /policy',
    'POST /policy/dry-run',
    'GET /calendars',
    'GET /calendars/{year}',
    'GET /editions',
    'GET /amendments',
    'POST /amendments',
    'GET /amendments/{amendmentId}',
    'POST /amendments/{amendmentId}/approve',
    'POST /amendments/{amendmentId}/refuse',
    'POST /amendments/{amendmentId}/withdraw',
  ],
  operators: [
    'GET /operations/executions',
    'GET /operations/troubles',
    'POST /operations/cases/{id}/restart',
    'POST /operations/cases/{id}/deliveries/{delivery}/redeliver',
    'GET /operations/jobs',
    'POST /operations/jobs',
  ],
  webhooks: [
    'GET /webhooks',
    'POST /webhooks',
    'POST /webhooks/{webhookId}/rotate-secret',
    'POST /webhooks/{webhookId}/remove',
  ],
  document: ['GET /openapi.json', 'GET /docs'],
} as const;
type ApiFunctionName = keyof typeof ROUTES;

export interface HttpApiProps {
  city: City;
  /** City folder: part of the names of the API and its log group. */
  folder: string;
  authorizer: IHttpRouteAuthorizer;
  functions: Record<ApiFunctionName, ServiceFunction>;
}

const FIVE_MINUTES = Duration.minutes(5);

/** The HTTP API: every route asks for a token, and no route exists that is not in ROUTES. */
export class HttpApi extends Construct implements Watched {
  readonly api: GatewayApi;
  readonly url: string;
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { city, folder, authorizer, functions }: HttpApiProps) {
    super(scope, id);
    this.api = new GatewayApi(this, 'Api', {
      apiName: `gridward-${folder}`,
      createDefaultStage: false,
      defaultAuthorizer: authorizer,
      ...(city.webOrigins && { corsPreflight: corsFor(city.webOrigins) }),
    });
    for (const [key, value] of Object.entries(city.apiTags ?? {})) Tags.of(this.api).add(key, value);

    for (const [name, routes] of Object.entries(ROUTES)) {
      const integration = new HttpLambdaIntegration(name, functions[name as ApiFunctionName].function, {
        // One permission for each function; the rule of every single route would pass the policy's 20 kB.
        scopePermissionToRoute: false,
      });
      for (const route of routes) {
        const [method, path] = route.split(' ') as [HttpMethod, string];
        this.api.addRoutes({ path, methods: [method], integration });
      }
    }

    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // A city files 15 cases a second at its worst (docs/capacity.md); a page of the console reads a handful.
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/vendedlogs/apis/gridward-${folder}`,
            retention: city.logRetentionDays as RetentionDays,
            removalPolicy: removalPolicy(city.protect),
          }),
        ),
        format: ACCESS_LOG_FORMAT,
      },
    });
    this.url = this.api.apiEndpoint;

    const period = Duration.minutes(1);
    const serverErrors = stage.metricServerError({ period, statistic: Stats.SUM });
    const ofEach = (what: string, metric: (each: ServiceFunction) => Metric): Record<string, Metric> =>
      Object.fromEntries(Object.entries(functions).map(([name, each]) => [`${name}${what}`, metric(each)]));
    const functionErrors = totalOf(
      'Failed runs',
      ofEach('Errors', (each) => each.metricErrors(FIVE_MINUTES)),
    );
    const functionThrottles = totalOf(
      'Refused runs',
      ofEach('Throttles', (each) => each.metricThrottles(period)),
    );
    this.alarms = [
      {
        title: 'API failing',
        impact: 'Requests of grid workers, units and residents fail; a failed command was not carried out.',
        metric: serverErrors,
        threshold: 5,
        periods: 2,
      },
      {
        title: 'Nobody can sign in',
        impact: 'Requests reach the API and none gets past its door: nobody can file, act or read.',
        metric: nobodyGetsIn(
          stage.metricCount({ period: FIVE_MINUTES, statistic: Stats.SUM }),
          ofEach('Runs', (each) => each.metricInvocations(FIVE_MINUTES)),
        ),
        threshold: 1,
        periods: 3,
      },
      {
        title: 'API functions failing',
        impact:
          'A function of the API breaks off or times out again and again; its commands were not carried out.',
        // "API failing" wants five in a minute. A function that few people use never gets there.
        metric: functionErrors,
        threshold: 1,
        periods: 3,
      },
      {
        title: 'API functions throttled',
        impact: 'Lambda refuses runs of the API: people are answered 503 and must repeat.',
        metric: functionThrottles,
        threshold: 1,
        ...SUSTAINED,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: 'API',
        left: [
          stage.metricCount({ period, statistic: Stats.SUM }),
          stage.metricClientError({ period, statistic: Stats.SUM }),
          serverErrors,
        ],
        right: [stage.metricLatency({ period, statistic: Stats.percentile(95) })],
      }),
    ];
  }
}

/**
 * 1 in five minutes in which requests came and no function ran. 25 requests are fewer than what Nantong's people file at
 * office hours alone: 1,000,000 cases / 7.14 million seconds × 300 s = 42 (docs/capacity.md). With three such periods in a
 * row it takes a quarter of an hour: a client that tries a bad token for a few minutes of the night, while nobody else is
 * at work, rings nothing. One that goes on is told; the article says how to see which it is.
 */
const nobodyGetsIn = (requests: Metric, runs: Record<string, Metric>): MathExpression => {
  const { expression, usingMetrics } = sumOf(runs);
  return new MathExpression({
    label: 'Requests without a run of a function',
    expression: `IF(FILL(requests, 0) >= 25 AND (${expression}) < 1, 1, 0)`,
    usingMetrics: { requests, ...usingMetrics },
    period: FIVE_MINUTES,
  });
};

/**
 * What pages from these origins may send and see. API Gateway answers their preflight requests itself, before any token is
 * asked for: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
const corsFor = (origins: readonly string[]): CorsPreflightOptions => ({
  allowOrigins: [...origins],
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
  allowHeaders: [
    'authorization',
    'content-type',
    'accept-language',
    'idempotency-key',
    'if-match',
    'if-none-match',
  ],
  exposeHeaders: [
    'etag',
    'location',
    'content-disposition',
    'idempotent-replayed',
    'retry-after',
    'x-request-id',
  ],
  maxAge: Duration.hours(1),
});

/** One JSON object a request: what is needed to follow a fault, and neither address, token nor person. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationError: '$context.integrationErrorMessage',
    authorizerError: '$context.authorizer.error',
  }),
);
